// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <slipway/engine/containers.hpp>
#include <slipway/engine/network.hpp>

namespace slipway::engine {

/// Networks of one's own: `ROOT/networks` has them, each with its subnet, in which containers find
/// each other by name, alias and the beginning of the id, and reach nobody in another. There is a
/// link of this machine for one as long as a container in it runs. Several programs may make and
/// remove them at once.
///
/// Guarantees: a name belongs to one network; no two have addresses in common, nor with what this
/// machine reaches when one is made. One with containers, running or not, stays.

/// All of them, by name.
std::vector<named_network> networks(containers& all);
/// Those that are always there, by name: `bridge`, `host` and `none`. They cannot be made, removed
/// or pruned.
std::vector<named_network> predefined_networks(containers& all);
/// By its name, its id or a beginning of it; also a predefined one, by its name. Throws
/// `status_error`: not_found; conflict where several ids begin so.
named_network get_network(containers& all, const std::string& name_or_id);
/// Throws `status_error`: already_exists for a name that another has; forbidden for a predefined
/// one; invalid for what is no name, subnet, range or gateway; conflict for a subnet that overlaps
/// with one that is in use; service_unavailable where none is free.
named_network create_network(containers& all, const network_options& options);
/// Throws `status_error`: not_found; forbidden for a predefined one; conflict where a container is
/// in it.
void remove_network(containers& all, const std::string& name_or_id);
/// Those that no container is in.
std::vector<named_network> unused_networks(containers& all);
/// Removes those of them that fit, tells that somebody has done so (`network_action::prune`), and
/// gives those that have gone.
std::vector<named_network> prune_networks(
    containers& all, const std::function<bool(const named_network&)>& fits = {});

}  // namespace slipway::engine

#ifndef SLIPWAY_COMPILED
#include <slipway/engine/detail/networks.hpp>
#endif
