// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/oci/stream.hpp>
#include <slipway/registry/detail/checks.hpp>
#include <slipway/registry/detail/serving.hpp>

namespace slipway::registry::detail {

/// The one range of bytes that a Range field asks for (RFC 9110, section 14.1.2), within `size`.
/// Nothing where there is none, or more than one: then the whole is sent. Throws invalid with code
/// 416.
inline std::optional<byte_range> range_in(std::string_view field, std::uint64_t size) {
    if (!field.starts_with("bytes=") || field.find(',') != field.npos) return {};
    field.remove_prefix(6);
    const std::size_t dash = field.find('-');
    if (dash == field.npos) return {};
    const auto number = [](std::string_view s) -> std::optional<std::uint64_t> {
        std::uint64_t made = 0;
        const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), made);
        return error == std::errc() && end == s.data() + s.size() ? std::optional(made)
                                                                  : std::nullopt;
    };
    const std::string_view from = field.substr(0, dash), until = field.substr(dash + 1);
    const auto first = number(from), last = number(until);
    if ((!from.empty() && !first) || (!until.empty() && !last) || (!first && !last)) return {};
    if (!first) {
        const std::uint64_t length = std::min(*last, size);
        if (length > 0) return byte_range{size - length, length};
    } else if (*first < size && (!last || *last >= *first)) {
        return byte_range{*first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
    }
    throw protocol_error(core::reason::invalid, 416, "RANGE_INVALID",
                         "the blob has " + std::to_string(size) + " bytes",
                         {{"Content-Range", "bytes */" + std::to_string(size)}});
}

/// Pieces that are filled again once they have been sent: memory that is new each time costs more
/// than what goes into it.
class send_pieces : public std::enable_shared_from_this<send_pieces> {
public:
    static constexpr std::size_t piece_size = 256 * 1024;

    std::shared_ptr<std::string> take() {
        std::unique_ptr<std::string> piece;
        {
            std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                piece = std::move(free_.back());
                free_.pop_back();
            } else {
                free_.reserve(++made_);  // giving back does not throw
            }
        }
        if (!piece) piece = std::make_unique<std::string>();
        piece->resize(piece_size);
        return {piece.release(), [self = shared_from_this()](std::string* sent) {
                    self->give_back(std::unique_ptr<std::string>(sent));
                }};
    }

private:
    void give_back(std::unique_ptr<std::string> piece) {
        std::lock_guard lock(mutex_);
        free_.push_back(std::move(piece));
    }
    std::mutex mutex_;
    std::vector<std::unique_ptr<std::string>> free_;
    std::size_t made_ = 0;
};

/// Sends a stream of a known length.
inline void send_blob(const visit& v, int status, net::headers fields,
                      const oci::byte_source& source, std::uint64_t length) {
    if (length <= most_small)
        return v.answer({status, std::move(fields), oci::read_all(source, most_small)});
    fields.add("Content-Length", std::to_string(length));
    const net::body_stream body = v.stream(status, std::move(fields));
    const auto pieces = std::make_shared<send_pieces>();
    try {
        while (body.wait_for_room()) {
            auto piece = pieces->take();
            const std::size_t n = source(*piece);
            if (n == 0) break;
            piece->resize(n);
            v.by.metrics.sent += n;
            if (!body.write(net::bytes(std::move(piece)))) return;
        }
    } catch (...) {
        body.finish();  // too early, so that the connection ends
        throw;
    }
    body.finish();
}

inline net::headers blob_fields(const oci::digest& d) {
    return {{"Content-Type", "application/octet-stream"},
            {"Docker-Content-Digest", d.str()},
            {"ETag", "\"" + d.str() + "\""},
            {"Accept-Ranges", "bytes"}};
}

/// Whether a blob is asked for as a whole.
inline bool asks_for_all(const net::request& head) {
    return head.method == "GET" && !head.headers.contains("Range");
}

/// The answer to a request for a small blob that everybody who asks so may have, where the storage
/// has it at hand. Nothing for all other requests, those among them that are to be refused.
inline std::optional<net::response> blob_at_once(serving& by, const net::request& head) {
    if (!asks_for_all(head) || head.target.find("/blobs/") == std::string::npos) return {};
    const auto to = server_route::parse(head.target);
    if (to.what != endpoint::blob || !to.names_repository()) return {};
    const auto d = oci::digest::try_parse(to.last);
    const auto who = by.gate.identify_at_once(head);
    if (!d || !who || !by.gate.may(*who, to.repository, registry_action::pull)) return {};
    auto bytes = by.storage.blob_at_hand(to.repository, *d);
    if (!bytes) return {};
    by.metrics.answered(head.method, 200);
    by.metrics.sent += bytes->size();
    return net::response{200, blob_fields(*d), *std::move(bytes)};
}

inline void get_blob(const visit& v) {
    v.require(registry_action::pull);
    const oci::digest d = v.digest();
    if (asks_for_all(v.head))
        if (auto bytes = v.by.storage.small_blob(v.to.repository, d))
            return v.answer({200, blob_fields(d), *std::move(bytes)});
    const auto size = v.by.storage.stat_blob(v.to.repository, d);
    if (!size) no_blob(d);
    net::headers fields = blob_fields(d);
    if (v.head.method == "HEAD") {
        fields.add("Content-Length", std::to_string(*size));
        return v.answer({200, std::move(fields), {}});
    }
    const auto range = range_in(v.head.headers["Range"], *size);
    if (!range)
        return send_blob(v, 200, std::move(fields), v.by.storage.read_blob(v.to.repository, d),
                         *size);
    fields.add("Content-Range", "bytes " + std::to_string(range->offset) + "-" +
                                    std::to_string(range->offset + *range->length - 1) + "/" +
                                    std::to_string(*size));
    send_blob(v, 206, std::move(fields), v.by.storage.read_blob(v.to.repository, d, *range),
              *range->length);
}

/// A blob is kept once for all repositories, so that the right for one of them is not enough.
inline void delete_blob(const visit& v) {
    v.require_deletes();
    const oci::digest d = v.digest();
    if (!v.by.gate.may(v.who, "*", registry_action::remove))
        throw protocol_error(
            core::reason::forbidden, 403, "DENIED",
            "blobs are shared by all repositories; deleting them needs the right for all of them");
    if (!v.by.storage.stat_blob(v.to.repository, d)) no_blob(d);
    v.by.storage.delete_blob(v.to.repository, d);
    v.answer({202, {}, {}});
}

inline void blob_endpoint(const visit& v) {
    if (v.head.method == "GET" || v.head.method == "HEAD") return get_blob(v);
    if (v.head.method == "DELETE") return delete_blob(v);
    not_allowed("GET, HEAD, DELETE");
}

}  // namespace slipway::registry::detail
