// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <slipway/core/number_in.hpp>
#include <slipway/registry/detail/aside.hpp>
#include <slipway/registry/detail/remote.hpp>

namespace slipway::registry::detail {

/// Where a registry wants the next piece of an upload: uploads stay with the registry.
inline std::string next_target(const remote& of, const net::response& got) {
    const net::origin& own = of.host.client().at();
    location next = location::parse(got.headers["Location"], own);
    if (next.at != own)
        throw net::http_error(net::http_failure::refused,
                              of.host.name() + " wants an upload to go to " + next.at.str());
    return std::move(next.target);
}

/// Who cannot give an upload up lets it expire.
inline void cancel(const remote& of, const std::string& target) {
    const net::response got = of.host.call({"DELETE", target}, of.scope("pull,push"), true);
    const bool fine =
        got.status == 404 || got.status == 405 || (got.status >= 200 && got.status < 300);
    if (!fine) of.host.fail(got, "cannot give up an upload");
}

/// A blob on its way: what has been sent, and what waits until it is worth a request.
class remote_upload {
public:
    /// `by` and `options` outlive it.
    remote_upload(std::string repository, const remote& of, const net::response& begun,
                  oci::digest_algorithm a, aside& by, const http_registry_options& options)
        : repository_(std::move(repository)),
          of_(of),
          by_(by),
          options_(options),
          target_(next_target(of, begun)),
          algorithm_(a),
          hash_(a) {}

    const std::string& repository() const { return repository_; }

    std::uint64_t size() const {
        std::lock_guard lock(mutex_);
        return sent_ + waiting_.size();
    }
    std::uint64_t write(std::uint64_t offset, std::string_view bytes) {
        std::lock_guard lock(mutex_);
        check_offset(sent_ + waiting_.size(), offset);
        waiting_ += bytes;
        if (waiting_.size() >= options_.chunk) flush();
        return sent_ + waiting_.size();
    }
    /// Throws `http_error` where nobody knows whether it was taken. What has another digest is
    /// given up, and not left to the server to find.
    void commit(const oci::digest& d) {
        std::lock_guard lock(mutex_);
        if (sent_ > 0) flush();  // what was never sent in part goes at once
        if (d.algorithm() == algorithm_) {
            hash_waiting();
            if (const oci::digest actual = hash_.finish(); actual != d) give_up(d, actual);
        }
        net::request r{"PUT", target_ + (target_.find('?') == std::string::npos ? "?" : "&") +
                                  "digest=" + net::percent_encode(d.str())};
        r.headers.add("Content-Type", "application/octet-stream");
        const net::response got = send_waiting(r);
        if (got.status != 201) of_.host.fail(got, "does not take the blob " + d.str());
    }
    void cancel() {
        std::lock_guard lock(mutex_);
        detail::cancel(of_, target_);
    }

private:
    [[noreturn]] void give_up(const oci::digest& expected, const oci::digest& actual) {
        try {
            detail::cancel(of_, target_);
        } catch (const status_error&) {  // then it expires; the digest is what to report
        }
        wrong_digest(expected, actual);
    }
    /// With what waits as its body, which waits on.
    net::response send_waiting(net::request& r) {
        const struct lent {
            std::string &from, &to;
            lent(std::string& f, std::string& t) : from(f), to(t) { from.swap(to); }
            ~lent() { from.swap(to); }
        } body(waiting_, r.body);
        return of_.host.call_in_place(r, of_.scope("pull,push"), false);
    }
    /// Sends what waits. Where the connection ends meanwhile, the registry is asked what has
    /// arrived.
    void flush() {
        for (int n = 1; !waiting_.empty(); ++n) {
            try {
                send_and_hash();
                sent_ += waiting_.size();
                waiting_.clear();
            } catch (const net::http_error& e) {
                if (n >= options_.attempts || !registry_host::may_repeat(e, true)) throw;
                hash_waiting();  // before what has arrived is forgotten
                of_.host.wait(of_.host.back_off(n));
                ask_progress();
            }
        }
    }
    void send_and_hash() {
        if (not_hashed().size() < aside::large) {
            hash_waiting();
            return send_piece();
        }
        by_.both([&] { send_piece(); },
                 [&, part = not_hashed()] { hash_.update(part), hashed_ += part.size(); });
    }
    void send_piece() {
        const std::string range =
            std::to_string(sent_) + "-" + std::to_string(sent_ + waiting_.size() - 1);
        net::request r{"PATCH",
                       target_,
                       {{"Content-Type", "application/octet-stream"}, {"Content-Range", range}}};
        const net::response got = send_waiting(r);
        if (got.status != 202) of_.host.fail(got, "an upload to " + of_.path + " fails");
        target_ = next_target(of_, got);
    }
    std::string_view not_hashed() const {
        return std::string_view(waiting_).substr(static_cast<std::size_t>(hashed_ - sent_));
    }
    void hash_waiting() {
        const std::string_view part = not_hashed();
        hash_.update(part);
        hashed_ += part.size();
    }
    /// `Range: 0-99` means that a hundred bytes have arrived (distribution spec, "Pushing a blob in
    /// chunks").
    void ask_progress() {
        const net::response got = of_.host.call({"GET", target_}, of_.scope("pull,push"), true);
        if (got.status != 204) of_.host.fail(got, "an upload to " + of_.path + " cannot go on");
        const std::string_view range = got.headers["Range"];
        const auto last = range.starts_with("0-") ? core::number_in<std::uint64_t>(range.substr(2))
                                                  : std::nullopt;
        // Some say 0-0 before the first byte.
        const std::uint64_t arrived = last && !(sent_ == 0 && *last == 0) ? *last + 1 : 0;
        if (arrived < sent_ || arrived > sent_ + waiting_.size())
            throw status_error(
                core::reason::service_unavailable,
                of_.host.name() + ": an upload to " + of_.path + " has lost bytes; begin it again");
        target_ = next_target(of_, got);
        waiting_.erase(0, static_cast<std::size_t>(arrived - sent_));
        sent_ = arrived;
    }

    mutable std::mutex mutex_;
    const std::string repository_;
    const remote of_;
    aside& by_;
    const http_registry_options& options_;
    std::string target_;
    std::uint64_t sent_ = 0, hashed_ = 0;  ///< bytes; what was sent is in the digest
    std::string waiting_;
    const oci::digest_algorithm algorithm_;
    oci::hasher hash_;
};

}  // namespace slipway::registry::detail
