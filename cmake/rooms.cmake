# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT

# One INTERFACE target per room. Which room may include which is read from layers.txt, the same table that
# the layer test checks the headers against.

set(core_libraries Boost::headers Threads::Threads)
set(json_libraries nlohmann_json::nlohmann_json yaml-cpp)
set(net_libraries httplib::httplib Boost::headers OpenSSL::SSL OpenSSL::Crypto Threads::Threads)
set(oci_libraries LibArchive::LibArchive OpenSSL::Crypto)
set(apiserver_libraries re2::re2)
set(controller_libraries range-v3::range-v3)

add_library(slipway INTERFACE)
add_library(slipway::slipway ALIAS slipway)
set(slipway_targets slipway)

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/layers.txt rows REGEX "^[a-z_]+:")
foreach(row IN LISTS rows)
  string(REGEX MATCH "^[a-z_]+" room "${row}")
  string(REGEX REPLACE "^[a-z_]+:[ ]*" "" below "${row}")
  separate_arguments(below)
  add_library(slipway_${room} INTERFACE)
  add_library(slipway::${room} ALIAS slipway_${room})
  set_target_properties(slipway_${room} PROPERTIES EXPORT_NAME ${room})
  target_include_directories(slipway_${room} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
  target_compile_features(slipway_${room} INTERFACE cxx_std_20)
  list(TRANSFORM below PREPEND slipway_)
  target_link_libraries(slipway_${room} INTERFACE ${below} ${${room}_libraries})
  target_link_libraries(slipway INTERFACE slipway_${room})
  list(APPEND slipway_targets slipway_${room})
endforeach()

# slipway::laws: what backends of one's own must hold to, as suites for Catch2, which the program that tests brings along.
add_library(slipway_laws INTERFACE)
add_library(slipway::laws ALIAS slipway_laws)
set_target_properties(slipway_laws PROPERTIES EXPORT_NAME laws)
target_include_directories(slipway_laws INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/tests> $<INSTALL_INTERFACE:include/slipway-laws>)
target_link_libraries(slipway_laws INTERFACE slipway)
list(APPEND slipway_targets slipway_laws)
