# How a room (one folder, one target) is declared, and the flags every room shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
option(HALLPASS_SANITIZE "AddressSanitizer and UBSan" OFF)

find_program(HALLPASS_CCACHE ccache)
if(HALLPASS_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${HALLPASS_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${HALLPASS_CCACHE})
endif()

add_library(hallpass_flags INTERFACE)
target_compile_options(hallpass_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wimplicit-fallthrough -Werror)
target_include_directories(hallpass_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(HALLPASS_SANITIZE)
  # fuzzer-no-link: coverage for tests/fuzz, nothing else.
  add_compile_options(-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(EMSCRIPTEN)
  # Modules are linked with their own size and feature flags in wasm/<module>; objects must fit all of them.
  # -Oz and LTO for what a browser loads; exceptions in wasm's own form (Boost.JSON and Catch2 throw inside).
  set(CMAKE_CXX_FLAGS_RELEASE "-Oz -DNDEBUG -flto")
  set(CMAKE_C_FLAGS_RELEASE "-Oz -DNDEBUG -flto")
  add_compile_options(-fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
endif()

# hallpass_room(NAME [SOURCES …] [USES other rooms or libraries …])
# Target hallpass_NAME; include its headers as "sdk/base/result.hpp" from the top of the tree.
# A room may name only rooms that docs/architecture.md allows it: tests/architecture checks every #include.
function(hallpass_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
  if(ROOM_SOURCES)
    add_library(hallpass_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(hallpass_${name} PUBLIC ${ROOM_USES} PRIVATE hallpass_flags)
    target_include_directories(hallpass_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  else()
    add_library(hallpass_${name} INTERFACE)
    target_link_libraries(hallpass_${name} INTERFACE ${ROOM_USES})
    target_include_directories(hallpass_${name} INTERFACE ${PROJECT_SOURCE_DIR})
  endif()
endfunction()

# hallpass_test(NAME SOURCES … USES …): a Catch2 program run by ctest, in the native and in the wasm build.
# Its vectors are found through HALLPASS_SOURCE_DIR (a compile definition, absolute).
function(hallpass_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE ${TEST_USES} third_party::catch2 hallpass_flags)
  target_compile_definitions(${name} PRIVATE HALLPASS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(EMSCRIPTEN)
    set_target_properties(${name} PROPERTIES SUFFIX .cjs)
    # Tests read vectors from the real file system. Their size does not matter: no link-time optimisation and -O0 where
    # only the tests' own code is concerned, or a third of the build would be spent on it. The rooms stay as shipped.
    target_compile_options(${name} PRIVATE -O0 -fno-lto)
    target_link_options(${name} PRIVATE -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=1MB -sEXIT_RUNTIME=1 -O0 -fno-lto)
    add_test(NAME ${name} COMMAND node $<TARGET_FILE:${name}>)
  else()
    add_test(NAME ${name} COMMAND ${name})
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()
