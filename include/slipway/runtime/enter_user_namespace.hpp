// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include <slipway/runtime/rootless_surroundings.hpp>

namespace slipway::runtime {

/// Makes this program root of a user namespace where it is not root, so that files belong to whom
/// an image says and containers have all users that this user may give (`/etc/subuid`,
/// `/etc/subgid`). `kept` runtimes in `root` have their pods in the same one, and others who enter
/// it by this directory see the same users. Files that it makes as root are this user's, outside.
///
/// Nothing where this program is root, has more than one thread, or may make no user namespace:
/// then nothing has changed. The main function begins with `run_shim`. The namespace is found by
/// others as long as the result lives, or a pod of `root`.
std::shared_ptr<const rootless_surroundings> enter_user_namespace(
    const std::filesystem::path& root);

/// The same for this program alone, for a runtime in its own process (`linux_options::rootless`):
/// the namespaces are kept by a copy of this program, which needs no `run_shim` and ends with the
/// result, and with this program, however that ends.
///
/// Nothing where this program is root or has more than one thread. Throws `status_error` that says
/// what this machine does not let users do; then nothing has changed.
std::shared_ptr<const rootless_surroundings> enter_user_namespace();

}  // namespace slipway::runtime

#ifndef SLIPWAY_COMPILED
#include <slipway/runtime/detail/enter_user_namespace.hpp>
#endif
