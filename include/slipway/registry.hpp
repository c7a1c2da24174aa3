// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

/// All of the room registry.

#include <slipway/registry/access.hpp>
#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/blob_store.hpp>
#include <slipway/registry/cached.hpp>
#include <slipway/registry/check_registry.hpp>
#include <slipway/registry/concepts.hpp>
#include <slipway/registry/copy.hpp>
#include <slipway/registry/credentials.hpp>
#include <slipway/registry/docker_config.hpp>
#include <slipway/registry/faulty.hpp>
#include <slipway/registry/gc.hpp>
#include <slipway/registry/host_certificates.hpp>
#include <slipway/registry/host_of_address.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/http_options.hpp>
#include <slipway/registry/layout.hpp>
#include <slipway/registry/limited.hpp>
#include <slipway/registry/memory.hpp>
#include <slipway/registry/mirrored.hpp>
#include <slipway/registry/overlaid.hpp>
#include <slipway/registry/read_only.hpp>
#include <slipway/registry/rules.hpp>
#include <slipway/registry/server.hpp>
#include <slipway/registry/server_options.hpp>
#include <slipway/registry/types.hpp>
#include <slipway/registry/verify.hpp>
