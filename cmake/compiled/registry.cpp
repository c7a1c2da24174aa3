// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/registry/detail/docker_config.hpp>
#include <slipway/registry/detail/host_certificates.hpp>
#include <slipway/registry/detail/http.hpp>
#include <slipway/registry/detail/server.hpp>
