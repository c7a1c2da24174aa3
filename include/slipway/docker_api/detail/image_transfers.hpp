// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/docker_api/detail/call.hpp>
#include <slipway/docker_api/detail/images.hpp>
#include <slipway/docker_api/detail/line_stream.hpp>
#include <slipway/docker_api/detail/registry_access.hpp>
#include <slipway/engine/import_image.hpp>
#include <slipway/engine/in_words.hpp>
#include <slipway/net/http_error.hpp>

namespace slipway::docker_api::detail {

inline json::value line_of(const engine::transfer& t) {
    json::value made{{"status", engine::words_of(t.step)},
                     {"progressDetail", json::value::object()},
                     {"id", engine::id_in_words(t.blob)}};
    if (!engine::has_bar(t.step) || t.total == 0) return made;
    made["progressDetail"] = {{"current", t.done}, {"total", t.total}};
    made["progress"] = engine::size_in_words(t.done) + '/' + engine::size_in_words(t.total);
    return made;
}
/// Nothing where none is asked for. Throws `status_error` (bad_request).
inline std::optional<oci::platform> platform_of(const std::string& text) {
    auto made = oci::platform_named(text);
    if (!made && !text.empty())
        throw bad_parameter("'" + text.substr(0, 64) + "' is no platform, such as linux/arm64");
    return made;
}

/// What a registry refuses, as Docker tells it (moby, distribution/errors.go): a client takes 401
/// for a question to its user, and waits for an answer also where there is none who could give it.
inline status_error refused_pull(const oci::reference& name, const status_error& e) {
    return {core::reason::not_found,
            "pull access denied for " + name.familiar() +
                ", it does not exist or may require 'docker login': " + e.message()};
}

/// POST /images/create: a pull.
inline void pull_image(call& c) {
    const std::string from = c.parameter("fromImage"), tag = c.parameter("tag");
    if (from.empty()) throw bad_parameter("no image is named");
    const oci::reference name = oci::reference::parse(
        from + (tag.empty() ? "" : (tag.find(':') == tag.npos ? ":" : "@") + tag));
    registry::http_registry registry(registry_options(c, name.registry()));
    const auto machine = platform_of(c.parameter("platform"));
    line_stream to(c);
    to.run([&] {
        try {
            const auto image = c.at.images.pull(
                name, registry, [&](const engine::transfer& t) { to.say(line_of(t)); },
                runtime::pull_policy::always, machine);
            to.say({{"status", "Digest: " + image.manifest.str()}});
            to.status(std::string("Status: ") +
                      (image.pulled ? "Downloaded newer image for " : "Image is up to date for ") +
                      name.familiar());
        } catch (const status_error& e) {
            if (e.is(core::reason::unauthorized) || e.is(core::reason::forbidden))
                throw refused_pull(name, e);
            throw;
        }
    });
}
/// POST /images/{name}/push
inline void push_image(call& c) {
    const std::string tag = c.parameter("tag");
    const std::string whole = c.operand() + (tag.empty() ? "" : ":" + tag);
    const auto image = c.at.images.find(whole);
    if (!image)
        throw status_error(core::reason::not_found,
                           "An image does not exist locally with the tag: " + c.operand());
    const oci::reference name = oci::reference::parse(whole);
    registry::http_registry registry(registry_options(c, name.registry()));
    line_stream to(c);
    to.run([&] {
        to.status("The push refers to repository [" + name.str().substr(0, name.str().rfind(':')) +
                  "]");
        const oci::descriptor sent = c.at.images.push(
            *image, name, registry, [&](const engine::transfer& t) { to.say(line_of(t)); });
        to.status(name.selector() + ": digest: " + sent.digest.str() +
                  " size: " + std::to_string(sent.size));
        to.say({{"progressDetail", json::value::object()},
                {"aux",
                 {{"Tag", name.selector()}, {"Digest", sent.digest.str()}, {"Size", sent.size}}}});
    });
}

/// The body of a request as a stream of bytes.
inline oci::byte_source source_of(const net::body_reader& body) {
    return [body, piece = std::string(),
            at = std::size_t{0}](std::span<char> into) mutable -> std::size_t {
        if (at == piece.size()) piece = body.read(), at = 0;
        const std::size_t n = std::min(into.size(), piece.size() - at);
        std::memcpy(into.data(), piece.data() + at, n);
        at += n;
        return n;
    };
}
/// A body that is sent as it is made. Throws `status_error` where the client is gone.
inline oci::byte_sink sink_of(const net::body_stream& to) {
    return [to](std::string_view part) {
        if (!to.write(std::string(part)) || !to.wait_for_room())
            throw net::http_error(net::http_failure::cut_off,
                                  "the client has gone before it had all");
    };
}

/// POST /images/create with `fromSrc`: an image of the files in the body.
inline void import_image(call& c) {
    if (c.parameter("fromSrc") != "-")
        throw not_here("archives are not fetched by the service: give the files themselves, by -");
    const std::string name = c.parameter("repo"), tag = c.parameter("tag"),
                      message = c.parameter("message");
    engine::import_options options{.comment = message.empty() ? "Imported from -" : message,
                                   .changes = c.parameters("changes"),
                                   .platform = platform_of(c.parameter("platform"))};
    if (!name.empty()) options.name = oci::reference::parse(name + (tag.empty() ? "" : ":" + tag));
    line_stream to(c);
    to.run([&] {
        to.status(engine::import_image(c.at.images, source_of(c.body()), options).id.str());
    });
}
/// POST /images/create
inline void create_image(call& c) {
    if (c.has("fromSrc")) import_image(c);
    else pull_image(c);
}

/// POST /images/load
inline void load_images(call& c) {
    line_stream to(c);
    to.run([&] {
        for (const runtime::image& image : c.at.images.load(source_of(c.body())))
            to.print(engine::images::untagged(image.reference)
                         ? "Loaded image ID: " + image.id.str() + "\n"
                         : "Loaded image: " + image.reference.familiar() + "\n");
    });
}
/// GET /images/get, /images/{name}/get
inline void save_images(call& c, const std::vector<std::string>& names) {
    if (names.empty()) throw bad_parameter("no image is named");
    for (const std::string& name : names)
        if (!c.at.images.find(name))
            throw status_error(core::reason::not_found, "No such image: " + name);
    const net::body_stream to = c.stream("application/x-tar");
    c.at.images.save(names, sink_of(to));
    to.finish();
}
inline void save_many_images(call& c) { save_images(c, c.parameters("names")); }
inline void save_one_image(call& c) { save_images(c, {c.operand()}); }

/// What Docker can and nobody does here.
inline void refuse_search(call&) { throw not_here("registries are not searched from here"); }

}  // namespace slipway::docker_api::detail
