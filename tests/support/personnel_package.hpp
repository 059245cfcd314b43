#pragma once
// The package of roster_package.hpp with what the district knows of those who work for it or want to.

#include "tests/support/roster_package.hpp"

namespace hallpass {

// driver-1 (employee, parent of nobody), applicant-1, and staff-5, another records officer. Of those who are there
// already, staff-1 to staff-3 and teacher-1 are employees too.
inline Files personnel_package() {
  auto files = right_package();
  files.at("roles.csv") +=
      "r20,driver-1,primary,ext:busDriver,2021-08-16,,d\nr21,applicant-1,primary,ext:applicant,,,d\n"
      "r22,staff-5,primary,districtAdministrator,,,d\n";
  files.at("users.csv") =
      "sourcedId,enabledUser,username,givenName,familyName,identifier,email,agentSourcedIds,"
      "metadata.hallpass.socialSecurityLastFour,metadata.hallpass.license,metadata.hallpass.backgroundCheck,"
      "metadata.hallpass.appliedFor,metadata.hallpass.appliedOn\n"
      "student-1,true,lucia,Lucía,García,1001,,parent-1,,,,,\nstudent-2,true,sam,Sam,Olsen,1002,,staff-3,,,,,\n"
      "student-3,true,ana,Ana,Li,1003,,parent-4,,,,,\nparent-1,true,p1,María,García,,,,,,,,\n"
      "parent-2,true,p2,José,García,,,,,,,,\nparent-3,true,p3,Tom,Stone,,,,,,,,\nparent-4,true,p4,Wei,Li,,,,,,,,\n"
      "staff-1,true,s1,Ruth,Olsen,,,,,,,,\nstaff-2,true,s2,Ben,Cole,,,,,,,,\nstaff-3,true,s3,Ida,Olsen,,,,,,,,\n"
      "staff-4,true,s4,Old,Hand,,,,,,,,\nstaff-5,true,s5,Pia,Nair,,,,,,,,\nteacher-1,true,t1,Tea,Cher,,,,,,,,\n"
      "driver-1,true,noor,Noor,Haddad,E7,noor@lakeside.example,,4821,Class B until 2026,Cleared,,\n"
      "applicant-1,true,jonas,Jonas,Weber,,,,0937,,Asked for,Librarian,2026-10-28\n";
  files.at("demographics.csv") += "driver-1,1988-04-02,female,false,true,Lakeside\n";
  return files;
}

}  // namespace hallpass
