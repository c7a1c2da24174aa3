// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT

#include <slipway/apiserver/detail/frontend_read.hpp>
#include <slipway/apiserver/detail/frontend_watch.hpp>
#include <slipway/apiserver/detail/frontend_write.hpp>
#include <slipway/apiserver/detail/protobuf.hpp>
#include <slipway/apiserver/detail/rows.hpp>
#include <slipway/store/memory.hpp>

template class slipway::apiserver::basic_server<slipway::store::memory>;
