// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/cli/command/detail/filters.hpp>
#include <slipway/cli/command/images.hpp>
#include <slipway/cli/command/in_words.hpp>
#include <slipway/cli/command/listing.hpp>
#include <slipway/cli/command/output.hpp>
#include <slipway/cli/command/session.hpp>
#include <slipway/core/compiled.hpp>
#include <slipway/engine/filter_images.hpp>
#include <slipway/engine/image_words.hpp>

namespace slipway::cli::command {

namespace detail {

using engine::matches;
using engine::shown_name;
using engine::shown_name_of;

inline std::vector<runtime::image> chosen_images(session& s, const arguments& given) {
    std::vector<runtime::image> all = s.images().list();
    const engine::filters wanted = filters_of(given, engine::image_filters);
    std::erase_if(all,
                  [&](const runtime::image& i) { return !engine::fits(i, wanted, s.images()); });
    if (!given.operands().empty())
        std::erase_if(all, [&](const runtime::image& i) {
            return !matches(i.reference, given.operands()[0]);
        });
    std::stable_sort(all.begin(), all.end(), [](const runtime::image& a, const runtime::image& b) {
        return a.config.created > b.config.created;
    });
    return all;
}

inline int run_images(session& s, const arguments& given) {
    const bool whole = given.has("no-trunc"), digests = given.has("digests");
    const auto now = core::system_time().wall();
    std::vector<std::string> head{"REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"};
    if (digests) head.insert(head.begin() + 2, "DIGEST");
    listing shown(given, std::move(head), {{"ID", "IMAGE ID"}, {"CreatedSince", "CREATED"}});
    std::vector<std::string> ids;
    for (const runtime::image& image : chosen_images(s, given)) {
        const shown_name name = shown_name_of(image.reference);
        const std::string id = id_in_words(image.id, whole);
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
        std::vector<std::string> cells{name.repository, name.tag, id,
                                       ago(image.config.created, now), size_in_words(image.size)};
        if (digests) cells.insert(cells.begin() + 2, image.manifest.str());
        if (given.has("quiet")) continue;
        shown.row({{"Repository", name.repository},
                   {"Tag", name.tag},
                   {"ID", id},
                   {"Digest", image.manifest.str()},
                   {"CreatedAt", image.config.created},
                   {"CreatedSince", ago(image.config.created, now)},
                   {"Size", size_in_words(image.size)}},
                  std::move(cells));
    }
    if (given.has("quiet"))
        for (const std::string& id : ids) print_line(id);
    else shown.end();
    return 0;
}

}  // namespace detail

SLIPWAY_INLINE verb images() {
    return {
        .name = "images",
        .usage = "[OPTION...] [REPOSITORY[:TAG]]",
        .summary = "list the images of this machine",
        .options =
            {{.name = "all", .letter = 'a', .help = "all of them, which are shown anyway"},
             {.name = "digests", .help = "the digests of their manifests too"},
             {.name = "filter",
              .letter = 'f',
              .value = "FILTER",
              .help =
                  "before= or since=IMAGE, dangling=true or false, label=KEY[=VALUE], reference=PATTERN or until=MOMENT",
              .repeats = true},
             format_option,
             {.name = "no-trunc", .help = "whole ids"},
             {.name = "quiet", .letter = 'q', .help = "ids alone"}},
        .most = 1,
        .run = detail::run_images,
        .group = "Images"};
}

}  // namespace slipway::cli::command
