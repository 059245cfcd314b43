#include "district/api/api.hpp"

#include "district/api/idempotency_key.hpp"
#include "district/api/kept_response.hpp"
#include "district/api/page_query.hpp"
#include "district/api/problem.hpp"
#include "district/api/read_json.hpp"

namespace hallpass::api {
namespace {

Response ok(std::string body) {
  return {200, "application/json", std::move(body), {}};
}

Response created(std::string body, std::string location) {
  return {201, "application/json", std::move(body), {{"Location", std::move(location)}}};
}

// With the tag that a step's If-Match names.
Response tagged(Response response) {
  response.headers.push_back({"ETag", entity_tag(response.body)});
  return response;
}

district::Unchanged unchanged_from(EntityTags const& tags) {
  if (tags.none_given()) return {};
  return [&tags](district::Request const& as_it_stands) -> Result<void> {
    if (tags.match(entity_tag(write_request(as_it_stands)))) return {};
    return fail(ErrorCode::precondition_failed, "If-Match", "Somebody wrote or decided meanwhile: look at it again.");
  };
}

// The answer to a change, written by `write`; the same each time it is asked for under its key.
template <class View, class Write, class Change>
Result<Response> answer_once(Call const& call, Write write, Change change) {
  std::optional<Response> made;
  district::Once<View> const once{idempotency_key(call.idempotency_key, call.match, call.body), [&](View const& view) {
                                    made = write(view);
                                    return call.idempotency_key.empty() ? std::string{} : keep(*made);
                                  }};
  HALLPASS_TRY(kept, change(once));
  if (made) return *std::move(made);
  return restore(kept);
}

// Any vendor's page may read them, and must see a new list at once.
Result<Response> published(KeysFile const& keys) {
  if (!keys) return fail(ErrorCode::not_found, "");
  auto file = keys();
  // What is wrong with the file is the operator's to know.
  if (!file) return fail(ErrorCode::unavailable, "");
  return Response{200,
                  "application/jwk-set+json",
                  std::move(*file),
                  {{"Access-Control-Allow-Origin", "*"},
                   {"Cross-Origin-Resource-Policy", "cross-origin"},
                   {"Cache-Control", "no-cache"}}};
}

}  // namespace

Response Api::answer(Call const& call, InstantMs now) const {
  auto response = run(call, now);
  return response ? std::move(*response) : problem(response.error());
}

Result<district::Record> Api::redact(district::Caller const& caller, std::string_view student_id,
                                     records::RedactionEvent event, ByteView body, InstantMs now) const {
  if (event == records::RedactionEvent::lift) {
    HALLPASS_TRY(id, read_lifted_redaction(body));
    return service_.lift_redaction(caller, student_id, id, now);
  }
  HALLPASS_TRY(wanted, read_new_redaction(body));
  return service_.redact(caller, student_id, wanted, now);
}

Result<Response> Api::run(Call const& call, InstantMs now) const {
  auto const& caller = call.caller;
  auto const& parameters = call.match.parameters;
  switch (call.match.route->operation) {
    case Operation::get_district:
      return ok(write_district(card_));
    case Operation::get_me: {
      HALLPASS_TRY(me, service_.me(caller, now));
      return ok(write_me(me));
    }
    case Operation::get_record: {
      HALLPASS_TRY(record, service_.record(caller, parameters[0], now));
      return ok(write_record(record));
    }
    case Operation::list_disclosures: {
      HALLPASS_TRY(page, read_page(call.match.query));
      HALLPASS_TRY(disclosures, service_.disclosures(caller, parameters[0], now, page));
      return ok(write_disclosures(disclosures));
    }
    case Operation::get_directory_opt_out: {
      HALLPASS_TRY(opt_out, service_.directory_opt_out(caller, parameters[0], now));
      return ok(write_opt_out(opt_out));
    }
    case Operation::take_opt_out: {
      HALLPASS_TRY(event, read_opt_out(call.body));
      HALLPASS_TRY(opt_out, service_.take_opt_out(caller, parameters[0], event, now));
      return ok(write_opt_out(opt_out));
    }
    case Operation::take_redaction: {
      HALLPASS_TRY(event, read_redaction_event(call.body));
      HALLPASS_TRY(record, redact(caller, parameters[0], event, call.body, now));
      return ok(write_record(record));
    }
    case Operation::list_student_requests: {
      HALLPASS_TRY(page, read_page(call.match.query));
      HALLPASS_TRY(requests, service_.requests_of_student(caller, parameters[0], now, page));
      return ok(write_requests(requests));
    }
    case Operation::create_request: {
      HALLPASS_TRY(wanted, read_new_request(call.body));
      auto const write = [](district::Request const& request) {
        return tagged(created(write_request(request), "/v1/requests/" + request.id));
      };
      return answer_once<district::Request>(call, write, [&](auto const& once) {
        return service_.create_request(caller, parameters[0], wanted, once, now);
      });
    }
    case Operation::list_my_requests: {
      HALLPASS_TRY(page, read_page(call.match.query));
      HALLPASS_TRY(requests, service_.my_requests(caller, now, page));
      return ok(write_requests(requests));
    }
    case Operation::get_request: {
      HALLPASS_TRY(request, service_.request(caller, parameters[0], now));
      return tagged(ok(write_request(request)));
    }
    case Operation::take_step: {
      HALLPASS_TRY(step, read_step(call.body));
      auto const write = [](district::Request const& request) { return tagged(ok(write_request(request))); };
      return answer_once<district::Request>(call, write, [&](auto const& once) {
        return service_.take_step(caller, parameters[0], step, once, unchanged_from(call.if_match), now);
      });
    }
    case Operation::list_receipts: {
      HALLPASS_TRY(receipts, service_.receipts(caller, parameters[0], now));
      return ok(write_receipts(receipts));
    }
    case Operation::note_told: {
      HALLPASS_TRY(request, service_.note_told(caller, parameters[0], now));
      return tagged(ok(write_request(request)));
    }
    case Operation::upload_attachment: {
      auto const write = [](district::Attachment const& attachment) {
        return created(write_attachment(attachment), "/v1/attachments/" + attachment.id);
      };
      return answer_once<district::Attachment>(
          call, write, [&](auto const& once) { return service_.add_attachment(caller, call.body, once, now); });
    }
    case Operation::get_attachment: {
      HALLPASS_TRY(bytes, service_.attachment(caller, parameters[0], now));
      return Response{200, "application/age", std::string(as_text(bytes)), {{"Content-Disposition", "attachment"}}};
    }
    case Operation::get_queue: {
      HALLPASS_TRY(page, read_page(call.match.query));
      HALLPASS_TRY(requests, service_.staff_queue(caller, now, page));
      return ok(write_requests(requests));
    }
    case Operation::put_court_order: {
      HALLPASS_TRY(order, read_court_order(call.body, parameters[0], parameters[1]));
      HALLPASS_TRY(result, service_.set_court_order(caller, order, now));
      return ok(write_court_order(result));
    }
    case Operation::get_keys:
      return published(keys_);
  }
  return fail(ErrorCode::internal, "");
}

}  // namespace hallpass::api
