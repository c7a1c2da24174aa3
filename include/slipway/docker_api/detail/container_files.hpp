// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/image_transfers.hpp>
#include <slipway/engine/commit.hpp>
#include <slipway/engine/container_changes.hpp>
#include <slipway/engine/export_files.hpp>

namespace slipway::docker_api::detail {

/// GET /containers/{id}/changes
inline void list_changes(call& c) {
    json::value made = json::value::array();
    for (const engine::file_change& each : engine::container_changes(c.container()))
        made.push_back({{"Path", each.path},
                        {"Kind", each.kind == engine::change_kind::modified ? 0
                                 : each.kind == engine::change_kind::added  ? 1
                                                                            : 2}});
    c.give(made);
}
/// GET /containers/{id}/export
inline void export_container(call& c) {
    const engine::container which = c.container();
    engine::container_changes(which);  // what cannot be done is refused before the archive begins
    const net::body_stream to = c.stream("application/x-tar");
    engine::export_files(which, sink_of(to));
    to.finish();
}
/// POST /commit
inline void commit_container(call& c) {
    const engine::container which = c.at.containers.get(c.parameter("container"));
    const std::string name = c.parameter("repo"), tag = c.parameter("tag");
    if (!c.document().empty())
        throw not_here(
            "what an image of a container runs is changed by instructions alone: --change");
    engine::commit_options options{.author = c.parameter("author"),
                                   .comment = c.parameter("comment"),
                                   .changes = c.parameters("changes"),
                                   .pause = c.flag("pause", true)};
    if (!name.empty()) options.name = oci::reference::parse(name + (tag.empty() ? "" : ":" + tag));
    c.give({{"Id", engine::commit(c.at.images, c.at.containers, which, options).id.str()}}, 201);
}

}  // namespace slipway::docker_api::detail
