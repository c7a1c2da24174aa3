// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/core/number_in.hpp>
#include <slipway/oci/media_type.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/registry/detail/aside.hpp>
#include <slipway/registry/detail/blob_download.hpp>
#include <slipway/registry/detail/pulled_stream.hpp>
#include <slipway/registry/detail/remote.hpp>
#include <slipway/registry/detail/remote_upload.hpp>
#include <slipway/registry/http.hpp>

namespace slipway::registry {

struct http_registry::state {
    explicit state(http_registry_options o) : options(std::move(o)) {}

    const http_registry_options options;
    std::mutex mutex;
    std::map<std::string, detail::registry_host> hosts;
    detail::aside aside;  ///< for the uploads
    std::map<std::string, std::shared_ptr<detail::remote_upload>> uploads;
    std::uint64_t last_upload = 0;

    detail::registry_host& host(const std::string& name) {
        std::lock_guard lock(mutex);
        return hosts.try_emplace(name, name, options).first->second;
    }
    detail::remote at(const std::string& repository) {
        detail::check_repository(repository);
        const auto parsed = oci::reference::parse(repository + ":any");
        return {host(parsed.registry()), parsed.path()};
    }

    net::response read(const detail::remote& of, net::request r) {
        return of.host.call(r, of.scope("pull"), true);
    }

    /// What is asked of a manifest: its digest, size and type, and its bytes where it was not HEAD.
    stored_manifest manifest(const std::string& repository, const std::string& selector,
                             const char* method) {
        const detail::remote of = at(repository);
        const auto wanted = detail::digest_in(selector);
        net::request r{method, of.target("manifests/" + selector)};
        using namespace oci::media_type;
        for (const std::string_view type :
             {image_manifest, image_index, docker_manifest, docker_manifest_list})
            r.headers.add("Accept", std::string(type));
        net::response got = read(of, std::move(r));
        if (got.status == 404) detail::no_manifest(repository, selector);
        if (got.status != 200)
            of.host.fail(got, "cannot read the manifest " + selector + " of " + of.path);
        stored_manifest made;
        made.descriptor.media_type = detail::without_parameters(got.headers["Content-Type"]);
        const auto said = oci::digest::try_parse(got.headers["Docker-Content-Digest"]);
        if (std::string_view(method) == "HEAD") {
            const auto size = core::number_in<std::uint64_t>(got.headers["Content-Length"]);
            if (!size || (!said && !wanted)) return manifest(repository, selector, "GET");
            made.descriptor.digest = wanted ? *wanted : *said;
            made.descriptor.size = *size;
            return made;
        }
        const oci::digest& expected = wanted ? *wanted : said ? *said : oci::digest_of(got.body);
        if (const auto actual = oci::digest_of(got.body, expected.algorithm()); actual != expected)
            throw status_error(core::reason::invalid,
                               of.host.name() + ": the manifest " + selector + " of " + of.path +
                                   " has other content than " + expected.str() +
                                   ": its digest is " + actual.str());
        made.descriptor.digest = expected;
        made.descriptor.size = got.body.size();
        made.bytes = std::move(got.body);
        return made;
    }

    /// Deletes what may be gone already.
    void remove(const detail::remote& of, const std::string& what, const std::string& name) {
        const net::response got =
            of.host.call({"DELETE", of.target(what)}, of.scope("delete"), true);
        if (got.status == 404 || (got.status >= 200 && got.status < 300)) return;
        if (got.status == 405 || got.status == 400)
            throw status_error(core::reason::method_not_allowed,
                               of.host.name() + " does not delete " + name);
        of.host.fail(got, "cannot delete " + name);
    }

    std::shared_ptr<detail::remote_upload> find(const std::string& repository,
                                                const std::string& id) {
        std::lock_guard lock(mutex);
        const auto found = uploads.find(id);
        if (found == uploads.end() || found->second->repository() != repository)
            detail::no_upload(id);
        return found->second;
    }
    void forget(const std::string& id) {
        std::lock_guard lock(mutex);
        uploads.erase(id);
    }

    static std::vector<std::string> listed(const detail::registry_host& host,
                                           const std::string& body, const char* member) {
        std::vector<std::string> made;
        try {
            const json::value v = json::read(body);
            for (const json::value& name : v.at(member))
                if (name.is_string()) made.push_back(name.get<std::string>());
        } catch (const std::exception&) {
            throw status_error(
                core::reason::invalid,
                host.name() + " answers with something else than a list of " + member);
        }
        return made;
    }

    /// Names of a list in pages, sorted, those after `last`; nothing where there is no such list.
    std::optional<std::vector<std::string>> names(detail::registry_host& host,
                                                  const std::string& scope, const std::string& path,
                                                  const char* member, const std::string& last,
                                                  std::size_t count) {
        std::vector<std::string> all;
        std::string target = path +
                             "?n=" + std::to_string(std::clamp<std::size_t>(count, 1, 1000)) +
                             (last.empty() ? "" : "&last=" + net::percent_encode(last));
        for (int pages = 0; !target.empty() && all.size() < count && pages < 10'000; ++pages) {
            const net::response got = host.call({"GET", target}, scope, true);
            if (got.status == 404) return std::nullopt;
            if (got.status != 200) host.fail(got, "cannot list its " + std::string(member));
            for (std::string& name : listed(host, got.body, member))
                if (last.empty() || name > last) all.push_back(std::move(name));
            const std::string next = detail::next_link(got.headers["Link"]);
            target = next.empty() ? "" : detail::location::parse(next, host.client().at()).target;
        }
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        if (all.size() > count) all.resize(count);
        return all;
    }
};

SLIPWAY_INLINE http_registry::http_registry(http_registry_options options)
    : state_(std::make_shared<state>(std::move(options))) {}

SLIPWAY_INLINE void http_registry::check() {
    for (const std::string& name : state_->options.hosts) {
        detail::registry_host& host = state_->host(name);
        const net::response got = host.call({"GET", "/v2/"}, "", true);
        if (got.status != 200) host.fail(got, "it is no registry, or wants another password");
    }
}

SLIPWAY_INLINE oci::descriptor http_registry::resolve(const std::string& repository,
                                                      const std::string& selector) {
    return state_->manifest(repository, selector, "HEAD").descriptor;
}

SLIPWAY_INLINE stored_manifest http_registry::get_manifest(const std::string& repository,
                                                           const std::string& selector) {
    return state_->manifest(repository, selector, "GET");
}

SLIPWAY_INLINE put_result http_registry::put_manifest(const std::string& repository,
                                                      std::string_view bytes,
                                                      const std::string& media_type,
                                                      const std::vector<std::string>& tags,
                                                      oci::digest_algorithm algorithm) {
    const detail::remote of = state_->at(repository);
    for (const std::string& tag : tags) detail::check_tag(tag);
    const auto parsed = oci::parse_manifest(bytes, media_type);
    put_result made{.digest = oci::digest_of(bytes, algorithm), .tags = tags};
    if (const auto subject = detail::subject_of(parsed)) made.subject = subject->digest;
    const auto put = [&](const std::string& selector) {
        const net::request r{"PUT",
                             of.target("manifests/" + selector),
                             {{"Content-Type", detail::type_of(parsed)}},
                             std::string(bytes)};
        net::response got = of.host.call(r, of.scope("pull,push"), true);
        if (got.status != 201)
            of.host.fail(got, "does not take the manifest " + selector + " of " + of.path);
        return got;
    };
    std::vector<std::string> left = tags;
    if (tags.size() != 1 || algorithm != oci::digest_algorithm::sha256) {
        std::string query;
        for (const std::string& tag : tags)
            query += (query.empty() ? "?tag=" : "&tag=") + net::percent_encode(tag);
        for (const auto& [name, value] : put(made.digest.str() + query).headers)
            if (net::headers::same(name, "OCI-Tag"))
                std::erase(left, value);  // others pay no heed to the tags
    }
    for (const std::string& tag : left) put(tag);
    return made;
}

SLIPWAY_INLINE void http_registry::delete_tag(const std::string& repository,
                                              const std::string& tag) {
    const detail::remote of = state_->at(repository);
    detail::check_tag(tag);
    state_->remove(of, "manifests/" + tag, "tags");
}

SLIPWAY_INLINE void http_registry::delete_manifest(const std::string& repository,
                                                   const oci::digest& d) {
    state_->remove(state_->at(repository), "manifests/" + d.str(), "manifests");
}

SLIPWAY_INLINE std::optional<std::uint64_t> http_registry::stat_blob(const std::string& repository,
                                                                     const oci::digest& d) {
    const detail::remote of = state_->at(repository);
    const net::request r{"HEAD", of.target("blobs/" + d.str())};
    const detail::registry_host::sender send = [&](const net::http_client& by,
                                                   const net::request& q) {
        return by.send(q, of.host.limits());
    };
    const net::response got =
        of.host.follow(of.host.call(r, of.scope("pull"), true, send), r, send);
    if (got.status == 404) return std::nullopt;
    const auto size = core::number_in<std::uint64_t>(got.headers["Content-Length"]);
    if (got.status != 200 || !size)
        of.host.fail(got, "cannot say how large the blob " + d.str() + " is");
    return size;
}

SLIPWAY_INLINE oci::byte_source http_registry::read_blob(const std::string& repository,
                                                         const oci::digest& d, byte_range range) {
    const detail::remote of = state_->at(repository);
    if (range.length == std::uint64_t{0}) {  // no range of HTTP is empty
        const auto size = stat_blob(repository, d);
        if (!size) detail::no_blob(d);
        detail::length_of(range, *size);
        return oci::read_from(std::string());
    }
    const auto download = std::make_shared<detail::blob_download>(of, d, range, state_->options);
    auto stream = std::make_shared<detail::pulled_stream>(
        [kept = state_, download](
            const std::function<void()>& began, const detail::pulled_stream::sink& take,
            const std::stop_token& stop) { download->run(began, take, stop); });
    return [stream](std::span<char> into) { return stream->read(into); };
}

SLIPWAY_INLINE void http_registry::delete_blob(const std::string& repository,
                                               const oci::digest& d) {
    state_->remove(state_->at(repository), "blobs/" + d.str(), "blobs");
}

SLIPWAY_INLINE bool http_registry::mount_blob(const std::string& repository, const oci::digest& d,
                                              const std::string& from) {
    const detail::remote to = state_->at(repository);
    std::string query = "?mount=" + net::percent_encode(d.str()), scope = to.scope("pull,push");
    if (!from.empty()) {
        const detail::remote other = state_->at(from);
        if (&other.host != &to.host) return false;
        query += "&from=" + net::percent_encode(other.path);
        scope += " " + other.scope("pull");
    }
    const net::response got =
        to.host.call({"POST", to.target("blobs/uploads/") + query}, scope, false);
    if (got.status == 201) return true;
    if (got.status == 202) detail::cancel(to, detail::next_target(to, got));
    else if (got.status != 404) to.host.fail(got, "cannot mount the blob " + d.str());
    return false;
}

SLIPWAY_INLINE std::string http_registry::begin_upload(const std::string& repository,
                                                       oci::digest_algorithm algorithm) {
    const detail::remote of = state_->at(repository);
    const std::string query = algorithm == oci::digest_algorithm::sha256
                                  ? ""
                                  : "?digest-algorithm=" + std::string(to_string(algorithm));
    const net::response got =
        of.host.call({"POST", of.target("blobs/uploads/") + query}, of.scope("pull,push"), false);
    if (got.status != 202) of.host.fail(got, "does not take an upload to " + of.path);
    auto upload = std::make_shared<detail::remote_upload>(repository, of, got, algorithm,
                                                          state_->aside, state_->options);
    std::lock_guard lock(state_->mutex);
    const std::string id = "upload-" + std::to_string(++state_->last_upload);
    state_->uploads[id] = std::move(upload);
    return id;
}

SLIPWAY_INLINE std::uint64_t http_registry::write_upload(const std::string& repository,
                                                         const std::string& id,
                                                         std::uint64_t offset,
                                                         std::string_view bytes) {
    return state_->find(repository, id)->write(offset, bytes);
}

SLIPWAY_INLINE std::uint64_t http_registry::upload_status(const std::string& repository,
                                                          const std::string& id) {
    return state_->find(repository, id)->size();
}

SLIPWAY_INLINE void http_registry::commit_upload(const std::string& repository,
                                                 const std::string& id, const oci::digest& d) {
    const auto upload = state_->find(repository, id);
    state_->forget(id);
    try {
        upload->commit(d);
    } catch (const net::http_error&) {
        if (!state_->options.stop.stop_requested() && stat_blob(repository, d))
            return;  // it was taken, and only the answer lost
        throw;
    }
}

SLIPWAY_INLINE void http_registry::cancel_upload(const std::string& repository,
                                                 const std::string& id) {
    std::shared_ptr<detail::remote_upload> upload;
    try {
        upload = state_->find(repository, id);
    } catch (const status_error&) {
        return;  // it has ended
    }
    state_->forget(id);
    upload->cancel();
}

SLIPWAY_INLINE std::vector<std::string> http_registry::tags(const std::string& repository,
                                                            const std::string& last,
                                                            std::size_t count) {
    const detail::remote of = state_->at(repository);
    auto found =
        state_->names(of.host, of.scope("pull"), of.target("tags/list"), "tags", last, count);
    if (!found)
        throw status_error(core::reason::not_found, "the registry has no repository " + repository);
    return *std::move(found);
}

SLIPWAY_INLINE std::vector<std::string> http_registry::repositories(const std::string& last,
                                                                    std::size_t count) {
    std::vector<std::string> made;
    for (const std::string& name : state_->options.hosts) {
        if (made.size() >= count || (!last.empty() && last.substr(0, last.find('/')) > name))
            continue;
        const bool within = last.starts_with(name + "/");
        const std::string after = within ? last.substr(name.size() + 1) : "";
        const auto found = state_->names(state_->host(name), "registry:catalog:*", "/v2/_catalog",
                                         "repositories", after, count - made.size());
        for (const std::string& path : found.value_or(std::vector<std::string>()))
            made.push_back(name + "/" + path);
    }
    return made;
}

SLIPWAY_INLINE std::vector<oci::descriptor> http_registry::referrers(
    const std::string& repository, const oci::digest& d, const std::string& artifact_type) {
    const detail::remote of = state_->at(repository);
    std::vector<oci::descriptor> made;
    std::string target =
        of.target("referrers/" + d.str()) +
        (artifact_type.empty() ? "" : "?artifactType=" + net::percent_encode(artifact_type));
    for (int pages = 0; !target.empty() && pages < 10'000; ++pages) {
        net::response got =
            of.host.call({"GET", target, {{"Accept", std::string(oci::media_type::image_index)}}},
                         of.scope("pull"), true);
        if (got.status == 404 && pages == 0) {
            // Who does not know of it keeps them under a tag ("Referrers Tag Schema").
            std::string tag = d.str().substr(0, 128);
            tag[tag.find(':')] = '-';
            got = of.host.call({"GET",
                                of.target("manifests/" + tag),
                                {{"Accept", std::string(oci::media_type::image_index)}}},
                               of.scope("pull"), true);
        }
        if (got.status == 404) return made;
        if (got.status != 200) of.host.fail(got, "cannot list what refers to " + d.str());
        const auto parsed =
            oci::parse_manifest(got.body, detail::without_parameters(got.headers["Content-Type"]));
        if (const auto* index = std::get_if<oci::index>(&parsed))
            for (const oci::descriptor& each : index->manifests)
                if (artifact_type.empty() || each.artifact_type == artifact_type)
                    made.push_back(each);
        const std::string next = detail::next_link(got.headers["Link"]);
        target = next.empty() ? "" : detail::location::parse(next, of.host.client().at()).target;
    }
    return made;
}

}  // namespace slipway::registry
