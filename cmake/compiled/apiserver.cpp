// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/apiserver/detail/custom_catalog.hpp>
#include <slipway/apiserver/detail/custom_json_path.hpp>
#include <slipway/apiserver/detail/custom_kind.hpp>
#include <slipway/apiserver/detail/custom_merge_table.hpp>
#include <slipway/apiserver/detail/custom_names.hpp>
#include <slipway/apiserver/detail/custom_pattern.hpp>
#include <slipway/apiserver/detail/custom_schema.hpp>
#include <slipway/apiserver/detail/custom_structure.hpp>
#include <slipway/apiserver/detail/custom_validation.hpp>
#include <slipway/apiserver/detail/definitions.hpp>
#include <slipway/apiserver/detail/frontend_read.hpp>
#include <slipway/apiserver/detail/frontend_watch.hpp>
#include <slipway/apiserver/detail/frontend_write.hpp>
#include <slipway/apiserver/detail/protobuf.hpp>
#include <slipway/apiserver/detail/rows.hpp>
#include <slipway/store/memory.hpp>

template class slipway::apiserver::basic_server<slipway::store::memory>;
