// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <slipway/registry/detail/guarded.hpp>

namespace slipway::registry {

/// A registry that can be read, and not changed: what would change it throws method_not_allowed.
class read_only_registry : public detail::guarded_registry {
public:
    explicit read_only_registry(any_registry inner)
        : guarded_registry(std::move(inner), [](const detail::guarded_call& call) {
              if (call.writes)
                  throw status_error(core::reason::method_not_allowed,
                                     "this registry is read only");
          }) {}
};

static_assert(registry<read_only_registry>);

}  // namespace slipway::registry
