// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

// What the tests of images, registries and runtimes parse.
#include "precompiled.hpp"

#include <slipway/net/http_server.hpp>
#include <slipway/oci/from_executable.hpp>
#include <slipway/oci/unpack.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/runtime/any_runtime.hpp>
#include <slipway/runtime/image_store.hpp>
#include <slipway/runtime/linux.hpp>
