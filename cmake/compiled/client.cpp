// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/client/detail/exec_credential.hpp>
#include <slipway/client/detail/http_transport.hpp>
#include <slipway/client/detail/kubeconfig.hpp>
