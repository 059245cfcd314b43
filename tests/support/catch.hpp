#pragma once
// Catch2, and how it prints a Result. Tests include this instead of Catch2's own header.

#include <catch_amalgamated.hpp>

#include "sdk/base/result.hpp"

template <class T>
struct Catch::StringMaker<boost::system::result<T, hallpass::Error>> {
  static std::string convert(boost::system::result<T, hallpass::Error> const& result) {
    if (result.has_value()) return "a value";
    return std::string{to_string(result.error().code)} + " at " + result.error().where;
  }
};
