// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/client/client.hpp>
#include <slipway/client/connection.hpp>
#include <slipway/client/exec_credential.hpp>
#include <slipway/client/handle.hpp>
#include <slipway/client/http_transport.hpp>
#include <slipway/client/http_transport_options.hpp>
#include <slipway/client/in_cluster.hpp>
#include <slipway/client/kubeconfig.hpp>
#include <slipway/client/token_file.hpp>
#include <slipway/client/transport.hpp>
