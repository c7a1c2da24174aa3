// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/registry/any_registry.hpp>
#include <slipway/registry/http.hpp>
#include <slipway/registry/server.hpp>

namespace support {

using namespace slipway;

/// A registry behind a server on loopback, used by `http_registry`: all names are those of the
/// registry behind. A port in a name, which no path may have, is written with an underscore there.
class served_registry {
public:
    explicit served_registry(registry::any_registry storage, registry::server_options o = {})
        : server_(io_, std::move(storage), std::move(o)), client_(options()) {}

    std::string host() const { return "127.0.0.1:" + std::to_string(server_.port()); }
    registry::server& server() { return server_; }

    void check() { client_.check(); }
    oci::descriptor resolve(const std::string& r, const std::string& selector) {
        return client_.resolve(out(r), selector);
    }
    registry::stored_manifest get_manifest(const std::string& r, const std::string& selector) {
        return client_.get_manifest(out(r), selector);
    }
    registry::put_result put_manifest(
        const std::string& r, std::string_view bytes, const std::string& type,
        const std::vector<std::string>& tags,
        oci::digest_algorithm algorithm = oci::digest_algorithm::sha256) {
        return client_.put_manifest(out(r), bytes, type, tags, algorithm);
    }
    void delete_tag(const std::string& r, const std::string& tag) {
        client_.delete_tag(out(r), tag);
    }
    void delete_manifest(const std::string& r, const oci::digest& d) {
        client_.delete_manifest(out(r), d);
    }
    std::optional<std::uint64_t> stat_blob(const std::string& r, const oci::digest& d) {
        return client_.stat_blob(out(r), d);
    }
    oci::byte_source read_blob(const std::string& r, const oci::digest& d,
                               registry::byte_range range = {}) {
        return client_.read_blob(out(r), d, range);
    }
    void delete_blob(const std::string& r, const oci::digest& d) { client_.delete_blob(out(r), d); }
    bool mount_blob(const std::string& r, const oci::digest& d, const std::string& from) {
        return client_.mount_blob(out(r), d, from.empty() ? from : out(from));
    }
    std::string begin_upload(const std::string& r, oci::digest_algorithm a) {
        return client_.begin_upload(out(r), a);
    }
    std::uint64_t write_upload(const std::string& r, const std::string& id, std::uint64_t offset,
                               std::string_view bytes) {
        return client_.write_upload(out(r), id, offset, bytes);
    }
    std::uint64_t upload_status(const std::string& r, const std::string& id) {
        return client_.upload_status(out(r), id);
    }
    void commit_upload(const std::string& r, const std::string& id, const oci::digest& d) {
        client_.commit_upload(out(r), id, d);
    }
    void cancel_upload(const std::string& r, const std::string& id) {
        client_.cancel_upload(out(r), id);
    }
    std::vector<std::string> tags(const std::string& r, const std::string& last,
                                  std::size_t count) {
        return client_.tags(out(r), last, count);
    }
    std::vector<std::string> repositories(const std::string& last, std::size_t count) {
        std::vector<std::string> made;
        for (const std::string& each : client_.repositories(last.empty() ? last : out(last), count))
            made.push_back(back(each));
        return made;
    }
    std::vector<oci::descriptor> referrers(const std::string& r, const oci::digest& d,
                                           const std::string& type) {
        return client_.referrers(out(r), d, type);
    }

private:
    std::string out(const std::string& name) const {
        return host() + "/" + replaced(name, "localhost:", "localhost_");
    }
    std::string back(const std::string& name) const {
        return replaced(name.substr(host().size() + 1), "localhost_", "localhost:");
    }
    static std::string replaced(const std::string& name, std::string_view start,
                                std::string_view by) {
        return name.starts_with(start) ? std::string(by) + name.substr(start.size()) : name;
    }
    registry::http_registry_options options() const {
        registry::http_registry_options o;
        o.plain_http = o.hosts = {host()};
        o.first_pause = std::chrono::milliseconds(1);
        return o;
    }

    net::io_threads io_;
    registry::server server_;
    registry::http_registry client_;
};

}  // namespace support
