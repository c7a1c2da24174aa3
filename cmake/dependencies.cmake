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

# Some packages of RE2 and cpp-httplib (Debian's) have a pkg-config file only; what upstream installs has a CMake package.
macro(slipway_pkg_config target module)
  if(NOT TARGET ${target})
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
      pkg_check_modules(slipway_${module} QUIET IMPORTED_TARGET ${module})
    endif()
    if(slipway_${module}_FOUND)
      add_library(${target} INTERFACE IMPORTED)
      target_link_libraries(${target} INTERFACE PkgConfig::slipway_${module})
    endif()
  endif()
endmacro()

find_package(re2 QUIET)
slipway_pkg_config(re2::re2 re2)
if(NOT TARGET re2::re2)
  slipway_missing("RE2" "libre2-dev pkg-config")
endif()

find_package(httplib QUIET)
slipway_pkg_config(httplib::httplib cpp-httplib)
if(NOT TARGET httplib::httplib)
  slipway_missing("cpp-httplib" "libcpp-httplib-dev pkg-config")
endif()
