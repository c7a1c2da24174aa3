# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT

# What the library needs from the system. The installed package uses this file too.

macro(slipway_missing what debian)
  message(FATAL_ERROR "Slipway needs ${what}, which was not found. On Debian: apt-get install ${debian}")
endmacro()

find_package(Threads REQUIRED)

find_package(Boost 1.74 QUIET)
if(NOT Boost_FOUND)
  slipway_missing("Boost 1.74 or newer (Hana, Asio, Beast)" "libboost1.81-dev")
endif()

find_package(nlohmann_json 3.10 QUIET)
if(NOT nlohmann_json_FOUND)
  slipway_missing("nlohmann_json 3.10 or newer" "nlohmann-json3-dev")
endif()

find_package(OpenSSL 3.0 QUIET)
if(NOT OPENSSL_FOUND)
  slipway_missing("OpenSSL 3 or newer" "libssl-dev")
endif()

find_package(LibArchive QUIET)
if(NOT LibArchive_FOUND)
  slipway_missing("libarchive" "libarchive-dev")
endif()

find_package(yaml-cpp QUIET)
if(NOT yaml-cpp_FOUND)
  slipway_missing("yaml-cpp" "libyaml-cpp-dev")
endif()

find_package(range-v3 QUIET)
if(NOT range-v3_FOUND)
  slipway_missing("range-v3" "librange-v3-dev")
endif()

# Debian splits cpp-httplib into a shared library with a pkg-config file; upstream installs a CMake package.
find_package(httplib QUIET)
if(NOT httplib_FOUND AND NOT TARGET httplib::httplib)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(cpp_httplib QUIET IMPORTED_TARGET cpp-httplib)
  endif()
  if(NOT cpp_httplib_FOUND)
    slipway_missing("cpp-httplib" "libcpp-httplib-dev pkg-config")
  endif()
  add_library(httplib::httplib INTERFACE IMPORTED)
  target_link_libraries(httplib::httplib INTERFACE PkgConfig::cpp_httplib)
endif()
