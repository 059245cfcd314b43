#pragma once
// The service with the values that its answers are written from.

#include "district/service/service.hpp"

namespace hallpass {

struct ViewingService : district::Service {
  using Service::Service;

  [[nodiscard]] Result<district::Request> create_request(district::Caller const& caller, std::string_view student_id,
                                                         district::NewRequest const& request, InstantMs now) const {
    return viewed<district::Request>(
        [&](auto const& once) { return Service::create_request(caller, student_id, request, once, now); });
  }
  [[nodiscard]] Result<district::Request> take_step(district::Caller const& caller, std::string_view request_id,
                                                    district::NewStep const& step, InstantMs now) const {
    return viewed<district::Request>(
        [&](auto const& once) { return Service::take_step(caller, request_id, step, once, {}, now); });
  }
  [[nodiscard]] Result<district::Attachment> add_attachment(district::Caller const& caller, ByteView age_file,
                                                            InstantMs now) const {
    return viewed<district::Attachment>(
        [&](auto const& once) { return Service::add_attachment(caller, age_file, once, now); });
  }

 private:
  template <class View, class Change>
  [[nodiscard]] static Result<View> viewed(Change change) {
    View seen{};
    HALLPASS_CHECK(change(district::Once<View>{.key = {}, .write = [&seen](View const& view) {
                                                 seen = view;
                                                 return std::string("seen");
                                               }}));
    return seen;
  }
};

}  // namespace hallpass
