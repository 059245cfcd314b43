#pragma once
// Small OneRoster packages for tests: a whole one that is right, to be changed file by file.

#include <archive.h>
#include <archive_entry.h>

#include <map>
#include <string>

#include "tests/support/temporary_folder.hpp"

namespace hallpass {

using Files = std::map<std::string, std::string>;

// One school district: staff-1 (district), staff-2 (Cedar), staff-3 (Maple; also a guardian of student-2), teacher-1;
// student-1 (10 years old on 2026-11-23, Cedar; guardians parent-1, parent-2, and parent-3 barred), student-2 (15,
// Maple, left; guardian parent-1 and staff-3), student-3 (Cedar; guardian parent-4, special education no longer
// needed).
inline Files right_package() {
  return {
      {"manifest.csv",
       "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.academicSessions,bulk\n"
       "file.categories,bulk\nfile.classes,bulk\nfile.courses,bulk\nfile.demographics,bulk\nfile.enrollments,bulk\n"
       "file.lineItems,bulk\nfile.orgs,bulk\nfile.results,bulk\nfile.roles,bulk\nfile.userProfiles,bulk\n"
       "file.users,bulk\nfile.resources,absent\n"},
      {"orgs.csv",
       "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nd,,,Lakeside,district,,\n"
       "cedar,,,Cedar School,school,,d\nmaple,,,Maple School,school,,d\n"},
      {"academicSessions.csv",
       "sourcedId,title,type,startDate,endDate,schoolYear\nfall,Fall 2026,semester,2026-08-17,2026-12-18,2027\n"},
      {"courses.csv", "sourcedId,title,orgSourcedId\nmath,Mathematics,d\n"},
      {"classes.csv",
       "sourcedId,title,courseSourcedId,schoolSourcedId,termSourcedIds\nmath-5,\"Mathematics 5, A\",math,cedar,fall\n"},
      {"roles.csv",
       "sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"
       "r1,student-1,primary,student,,,cedar\nr2,student-2,primary,student,,,maple\n"
       "r3,student-3,primary,student,,,cedar\nr4,parent-1,primary,parent,,,d\nr5,parent-2,primary,guardian,,,d\n"
       "r6,parent-3,primary,parent,,,d\nr7,parent-4,primary,relative,,,d\n"
       "r8,staff-1,primary,districtAdministrator,,,d\nr9,staff-2,primary,counselor,,,cedar\n"
       "r10,staff-3,primary,siteAdministrator,,,maple\nr11,staff-3,secondary,parent,,,d\n"
       "r12,teacher-1,primary,teacher,,,cedar\nr13,staff-4,primary,siteAdministrator,2020-08-01,2026-06-30,cedar\n"},
      {"users.csv",
       "sourcedId,enabledUser,username,givenName,familyName,identifier,email,phone,agentSourcedIds,grades,password,"
       "primaryOrgSourcedId,metadata.hallpass.street,metadata.hallpass.barredAgents,metadata.hallpass.enrollmentStatus,"
       "metadata.hallpass.specialEducationPlan,metadata.hallpass.specialEducationNeeded,"
       "metadata.hallpass.learningProfile,metadata.other.bus\n"
       "student-1,true,lucia,Lucía,García,1001,,,\"parent-1,parent-2\",05,secret,cedar,12 Wrong "
       "Street,parent-3,,,,Reads fast,7\n"
       "student-2,true,sam,Sam,Olsen,1002,,,\"parent-1,staff-3\",10,,maple,,,left,,,Likes maps,\n"
       "student-3,true,ana,Ana,Li,1003,,,parent-4,05,,cedar,,,,Speech,false,Slow,\n"
       "parent-1,true,p1,María,García,,,,,,,,,,,,,,\nparent-2,true,p2,José,García,,,,,,,,,,,,,,\n"
       "parent-3,true,p3,Tom,Stone,,,,,,,,,,,,,,\nparent-4,true,p4,Wei,Li,,,,,,,,,,,,,,\n"
       "staff-1,true,s1,Ruth,Olsen,,,,,,,,,,,,,,\nstaff-2,true,s2,Ben,Cole,,,,,,,,,,,,,,\n"
       "staff-3,true,s3,Ida,Olsen,,,,,,,,,,,,,,\nteacher-1,true,t1,Tea,Cher,,,,,,,,,,,,,,\n"
       "staff-4,true,s4,Old,Hand,,,,,,,,,,,,,,\n"},
      {"demographics.csv",
       "sourcedId,birthDate,sex,asian,white,cityOfBirth\nstudent-1,2016-05-01,female,false,true,Lakeside\n"
       "student-2,2011-02-02,male,true,true,\nstudent-3,2015-03-03,female,true,false,\n"},
      {"userProfiles.csv",
       "sourcedId,userSourcedId,profileType,description,username\nup1,student-1,app,Reading app,lucia.g\n"},
      {"enrollments.csv",
       "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\ne1,math-5,cedar,student-1,student\n"
       "e2,math-5,cedar,teacher-1,teacher\n"},
      {"categories.csv", "sourcedId,title\nquiz,Quizzes\n"},
      {"lineItems.csv",
       "sourcedId,title,classSourcedId,categorySourcedId\nli1,Quiz 1,math-5,quiz\nli2,Quiz 2,math-5,quiz\n"},
      {"results.csv",
       "sourcedId,lineItemSourcedId,studentSourcedId,scoreStatus,score,comment\n"
       "res1,li1,student-1,fully graded,87,\"Good,\r\n\"\"really\"\"\"\nres2,li2,student-1,exempt,,\n"},
  };
}

struct ZipEntry {
  std::string name;
  std::string content;
  unsigned type = AE_IFREG;
};

inline void write_zip(std::string const& path, std::vector<ZipEntry> const& entries) {
  auto* const zip = archive_write_new();
  REQUIRE(archive_write_set_format_zip(zip) == ARCHIVE_OK);
  REQUIRE(archive_write_open_filename(zip, path.c_str()) == ARCHIVE_OK);
  for (auto const& [name, content, type] : entries) {
    auto* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    if (type == AE_IFLNK) archive_entry_set_symlink(entry, content.c_str());
    archive_entry_set_size(entry, type == AE_IFREG ? static_cast<la_int64_t>(content.size()) : 0);
    REQUIRE(archive_write_header(zip, entry) == ARCHIVE_OK);
    if (type == AE_IFREG) {
      REQUIRE(archive_write_data(zip, content.data(), content.size()) == static_cast<la_ssize_t>(content.size()));
    }
    archive_entry_free(entry);
  }
  REQUIRE(archive_write_close(zip) == ARCHIVE_OK);
  archive_write_free(zip);
}

inline void write_zip(std::string const& path, Files const& files) {
  std::vector<ZipEntry> entries;
  for (auto const& [name, content] : files) entries.push_back({name, content});
  write_zip(path, entries);
}

}  // namespace hallpass
