// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/registry/detail/pulled_stream.hpp>
#include <slipway/registry/detail/remote.hpp>

namespace slipway::registry::detail {

/// Reads a part of a blob, or all of it, and goes on with what is missing where the connection
/// ends.
class blob_download {
public:
    blob_download(const remote& of, const oci::digest& d, byte_range range,
                  const http_registry_options& options)
        : of_(of), digest_(d), first_(range.offset), at_(range.offset), options_(options) {
        // What would end behind all that there can be ends nowhere.
        if (range.length && *range.length < UINT64_MAX - at_) end_ = at_ + *range.length;
    }

    /// As the producer of a `pulled_stream`. Throws `status_error`.
    void run(const std::function<void()>& began, const pulled_stream::sink& take,
             const std::stop_token& unread) {
        std::stop_source either;
        const auto end_it = [&] { either.request_stop(); };
        const std::stop_callback no_reader(unread, end_it), all_ends(options_.stop, end_it);
        for (int failed = 0;;) {
            const std::uint64_t before = at_;
            try {
                return attempt(began, take, either.get_token());
            } catch (const net::http_error& e) {
                failed = at_ > before ? 1 : failed + 1;  // as long as it goes on, it goes on
                const bool over =
                    !wanted_ || either.stop_requested() || failed >= options_.attempts;
                if (over || !registry_host::may_repeat(e, true)) throw;
                of_.host.wait(of_.host.back_off(failed), either.get_token());
            }
        }
    }

private:
    void attempt(const std::function<void()>& began, const pulled_stream::sink& take,
                 const std::stop_token& stop) {
        std::uint64_t skip = 0;
        const auto on_head = [&](const net::response& head) {
            if (head.status != 200 && head.status != 206) return false;
            skip = head.status == 200 ? at_ : 0;  // it does not know of parts
            if (skip == 0) began();
            return true;
        };
        const auto on_piece = [&](std::string_view piece) {
            const auto unwanted =
                static_cast<std::size_t>(std::min<std::uint64_t>(skip, piece.size()));
            skip -= unwanted;
            piece.remove_prefix(unwanted);
            if (end_)
                piece = piece.substr(0, static_cast<std::size_t>(
                                            std::min<std::uint64_t>(*end_ - at_, piece.size())));
            if (!piece.empty()) began();
            at_ += piece.size();
            wanted_ = piece.empty() || take(piece);
            return wanted_ && at_ != end_;
        };
        const registry_host::sender send = [&](const net::http_client& by, const net::request& q) {
            return by.stream(q, on_head, on_piece, of_.host.limits(stop));
        };
        const net::request r = request();
        const net::response got =
            of_.host.follow(of_.host.call(r, of_.scope("pull"), false, send), r, send);
        if (got.status == 404) no_blob(digest_);
        const bool nothing_new = at_ == first_ && first_ > 0;
        if ((got.status == 416 || got.status == 200) && nothing_new)
            throw status_error(core::reason::invalid, 416,
                               "the blob " + digest_.str() + " has no bytes from " +
                                   std::to_string(first_) + " on");
        if (got.status == 416) return began();  // all of it was there before
        if (got.status != 200 && got.status != 206)
            of_.host.fail(got, "cannot read the blob " + digest_.str());
    }
    net::request request() const {
        net::request r{"GET", of_.target("blobs/" + digest_.str())};
        if (at_ > 0 || end_)
            r.headers.add("Range", "bytes=" + std::to_string(at_) + "-" +
                                       (end_ ? std::to_string(*end_ - 1) : ""));
        return r;
    }

    const remote of_;
    const oci::digest digest_;
    const std::uint64_t first_;
    std::uint64_t at_;  ///< where the next byte is
    std::optional<std::uint64_t> end_;
    bool wanted_ = true;
    const http_registry_options& options_;
};

}  // namespace slipway::registry::detail
