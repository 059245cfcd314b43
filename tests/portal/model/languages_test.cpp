// Another language, chosen while the portal runs.
#include "portal/model/words.hpp"
#include "tests/portal/support/host.hpp"

using namespace hallpass;
using namespace hallpass::portal;

TEST_CASE("another language comes when its texts are here, and the focus stays") {
  Host host;
  host.sign_in("parent");
  host.send(FieldChanged{std::string{keys::language}, "es"});
  CHECK(host.one<LoadLanguage>().tag == "es");
  CHECK(headline(host.state) == "My children");
  host.send(LanguageLoaded{spanish()});
  CHECK(host.one<SetLanguage>().tag == "es");
  CHECK(host.one<SetPage>().replace);
  CHECK(host.all<Focus>().empty());
  CHECK(headline(host.state) == "Mis hijos");
}

TEST_CASE("a language that cannot be loaded is said, and one that there is not does nothing") {
  Host host;
  host.sign_in("parent");
  host.send(FieldChanged{std::string{keys::language}, "tlh"});
  CHECK(host.effects.empty());
  host.send(FieldChanged{std::string{keys::language}, "es"});
  host.send(LanguageMissed{"es"});
  CHECK(host.state.notice == Notice::language_missed);
  CHECK(host.state.wanted_language.empty());
  CHECK(headline(host.state) == "My children");
  // Chosen again, and gone back before it came.
  host.send(FieldChanged{std::string{keys::language}, "es"});
  host.send(FieldChanged{std::string{keys::language}, "en"});
  host.send(LanguageLoaded{spanish()});
  CHECK(headline(host.state) == "My children");
  host.send(LanguageLoaded{Language{}});
  CHECK(host.one<SetLanguage>().tag == "en");
  CHECK(host.state.notice == Notice::none);
}
