// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/status.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/url.hpp>
#include <slipway/oci/digest.hpp>

namespace slipway::engine::detail {

/// The parts of an address that ADD fetches.
struct download_address {
    net::origin at{};
    std::string target{};

    /// Throws `status_error` (bad_request).
    static download_address parse(const std::string& text) {
        const std::string plain = text.substr(0, text.find('#'));
        const std::size_t scheme = plain.find("://");
        const std::size_t end = plain.find_first_of("/?", scheme == plain.npos ? 0 : scheme + 3);
        download_address made{net::base_url::parse(plain.substr(0, end)).at,
                              end == plain.npos ? "/" : plain.substr(end)};
        if (made.target.front() == '?') made.target.insert(0, "/");
        return made;
    }
    /// The last part of the path: what a file that is fetched is called in a directory. Throws
    /// `status_error` (invalid) where there is none.
    std::string file_name() const {
        const auto segments = net::url::parse(target).segments;
        if (segments.empty() || target.substr(0, target.find('?')).ends_with('/') ||
            segments.back().find('/') != std::string::npos || segments.back() == "..")
            throw status_error(
                core::reason::invalid,
                "the address " + at.str() +
                    " names no file, so that its destination must: end it with a name, not with a /");
        return segments.back();
    }
    std::string str() const { return at.str() + target; }
};

/// Fetches a file, certificates checked, and gives the digest of what came. Redirects lead from
/// https to https only. Throws `status_error`, where the answer is another than 200 too.
class build_download {
public:
    static constexpr std::uint64_t longest = std::uint64_t{16} << 30;

    build_download(const net::http_client_options& options, std::filesystem::path to)
        : options_(options), to_(std::move(to)) {}

    oci::digest run(const std::string& text) {
        download_address at = download_address::parse(text);
        for (int hops = 0; hops < 10; ++hops) {
            const net::response answer = fetch(at);
            if (answer.status == 200) return hash_.finish();
            const std::string_view location = answer.headers["Location"];
            if (answer.status < 300 || answer.status > 399 || location.empty())
                throw status_error(core::reason::not_found,
                                   at.str() + " cannot be fetched: the server answers " +
                                       std::to_string(answer.status));
            const bool was_secure = at.at.tls;
            if (location.starts_with('/') && !location.starts_with("//")) at.target = location;
            else at = download_address::parse(std::string(location));
            if (was_secure && !at.at.tls)
                throw status_error(core::reason::invalid,
                                   text + " leads on to " + at.str() +
                                       ", which is not encrypted; it was not fetched");
        }
        throw status_error(core::reason::invalid, text + " leads on more than 10 times");
    }

private:
    net::response fetch(const download_address& at) {
        net::http_client_options options = options_;
        options.redirects = 0;
        const net::http_client client(at.at, options);
        net::request asked{.method = "GET", .target = at.target};
        std::ofstream out(to_, std::ios::binary | std::ios::trunc);
        hash_ = oci::hasher();
        std::uint64_t size = 0;
        const auto answer = client.stream(
            asked, [](const net::response& head) { return head.status == 200; },
            [&](std::string_view piece) {
                size += piece.size();
                if (size > longest)
                    throw status_error(core::reason::request_entity_too_large,
                                       at.str() + " has more than 16 GiB");
                hash_.update(piece);
                if (!out.write(piece.data(), static_cast<std::streamsize>(piece.size())))
                    throw status_error(core::reason::internal_error,
                                       "cannot write " + to_.string());
                return true;
            });
        if (!out.flush())
            throw status_error(core::reason::internal_error, "cannot write " + to_.string());
        return answer;
    }

    const net::http_client_options& options_;
    std::filesystem::path to_;
    oci::hasher hash_;
};

}  // namespace slipway::engine::detail
