# Third-party code, from where scripts/setup put it. Nothing of it is in this repository;
# versions and checksums are in dependencies.txt beside this file.
if(DEFINED ENV{HALLPASS_CACHE})
  set(HALLPASS_CACHE $ENV{HALLPASS_CACHE})
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(HALLPASS_CACHE $ENV{XDG_CACHE_HOME}/hallpass)
else()
  set(HALLPASS_CACHE $ENV{HOME}/.cache/hallpass)
endif()
if(NOT EXISTS ${HALLPASS_CACHE}/boost)
  message(FATAL_ERROR "No third-party code in ${HALLPASS_CACHE}: run scripts/setup first.")
endif()

# Boost: headers only, one version for both builds (never /usr/include, which emcc must not see).
# `boost` alone is enough for Result and Beast; link `boost_json` where JSON is parsed.
# The headers live alone in a folder, so that the include path holds nothing else.
add_library(third_party_boost INTERFACE)
add_library(third_party::boost ALIAS third_party_boost)
target_include_directories(third_party_boost SYSTEM INTERFACE ${HALLPASS_CACHE}/boost/usr/include)

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/third_party/boost_json.cpp CONTENT "#include <boost/json/src.hpp>\n")
add_library(third_party_boost_json STATIC EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/third_party/boost_json.cpp)
add_library(third_party::boost_json ALIAS third_party_boost_json)
target_link_libraries(third_party_boost_json PUBLIC third_party_boost)
target_compile_definitions(third_party_boost_json PUBLIC BOOST_JSON_NO_LIB)

# Catch2, from its amalgamated pair: one file to compile.
set(catch2_dir ${HALLPASS_CACHE}/catch2/extras)
add_library(third_party_catch2 STATIC EXCLUDE_FROM_ALL ${catch2_dir}/catch_amalgamated.cpp)
add_library(third_party::catch2 ALIAS third_party_catch2)
target_include_directories(third_party_catch2 SYSTEM PUBLIC ${catch2_dir})
target_compile_options(third_party_catch2 PRIVATE -O0 -fno-lto)  # every test links it again

# libsodium: Debian's natively. For wasm, the room sdk/crypto adds the few sources it needs
# (cmake/libsodium_wasm.cmake), because the whole library is ten times what a visitor should load.
if(NOT EMSCRIPTEN)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
  add_library(third_party::sodium ALIAS PkgConfig::sodium)
elseif(EXISTS ${CMAKE_CURRENT_LIST_DIR}/libsodium_wasm.cmake)
  include(libsodium_wasm)
endif()

# Dear ImGui: its core alone; portal/surface draws what it makes (docs/decisions/portal-drawing.md).
set(imgui_dir ${HALLPASS_CACHE}/imgui)
add_library(third_party_imgui STATIC EXCLUDE_FROM_ALL
  ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp ${imgui_dir}/imgui_widgets.cpp)
add_library(third_party::imgui ALIAS third_party_imgui)
target_include_directories(third_party_imgui SYSTEM PUBLIC ${imgui_dir})
# 32-bit indices: WebGL has no vertex offset, and a long record has more than 65,535 vertices.
target_compile_definitions(third_party_imgui PUBLIC ImDrawIdx=unsigned IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_USER_CONFIG="${PROJECT_SOURCE_DIR}/portal/surface/imgui_config.hpp")
