// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/apiserver/discovery.hpp>
#include <slipway/apiserver/http_frontend.hpp>
#include <slipway/apiserver/kind_row.hpp>
#include <slipway/apiserver/kinds/age.hpp>
#include <slipway/apiserver/kinds/checks.hpp>
#include <slipway/apiserver/kinds/config.hpp>
#include <slipway/apiserver/kinds/endpoints.hpp>
#include <slipway/apiserver/kinds/events.hpp>
#include <slipway/apiserver/kinds/leases.hpp>
#include <slipway/apiserver/kinds/names.hpp>
#include <slipway/apiserver/kinds/namespaces.hpp>
#include <slipway/apiserver/kinds/nodes.hpp>
#include <slipway/apiserver/kinds/pod_spec.hpp>
#include <slipway/apiserver/kinds/pods.hpp>
#include <slipway/apiserver/kinds/service_accounts.hpp>
#include <slipway/apiserver/kinds/services.hpp>
#include <slipway/apiserver/kinds/workloads.hpp>
#include <slipway/apiserver/objects.hpp>
#include <slipway/apiserver/openapi.hpp>
#include <slipway/apiserver/pod_logs.hpp>
#include <slipway/apiserver/protobuf.hpp>
#include <slipway/apiserver/routes.hpp>
#include <slipway/apiserver/rows.hpp>
#include <slipway/apiserver/selection.hpp>
#include <slipway/apiserver/server.hpp>
#include <slipway/apiserver/service_addresses.hpp>
#include <slipway/apiserver/table.hpp>
