# SPDX-FileCopyrightText: 2026 The Slipway developers
# SPDX-License-Identifier: MIT

# Flags of the project's own tests and examples; users of the library see none of them.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Debug)
endif()
# Line tables are enough for a back trace, and keep objects and links small.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

add_library(slipway_developing INTERFACE)
find_program(LLD ld.lld)
if(LLD)  # links the test programs in a third of the time
  target_link_options(slipway_developing INTERFACE -fuse-ld=lld)
endif()
target_compile_options(slipway_developing INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # ccache needs it to see through precompiled headers.
  target_compile_options(slipway_developing INTERFACE -fpch-preprocess)
endif()
if(SLIPWAY_SANITIZE)
  target_compile_options(slipway_developing INTERFACE -fsanitize=${SLIPWAY_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(slipway_developing INTERFACE -fsanitize=${SLIPWAY_SANITIZE})
endif()
