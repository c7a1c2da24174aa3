// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <slipway/oci/pack.hpp>
#include <slipway/runtime/detail/docker_daemon.hpp>
#include <slipway/runtime/detail/docker_documents.hpp>
#include <slipway/runtime/detail/flat_tree.hpp>
#include <slipway/runtime/image.hpp>

namespace slipway::runtime::detail {

/// A program of 64-bit Linux that waits for ever, by pause(2) again and again: what holds a pod's
/// namespaces.
inline std::string pause_program() {
#if defined(__x86_64__)
    constexpr std::uint16_t machine = 62;
    // mov eax, 34 (pause); syscall; jmp back
    constexpr std::string_view code("\xb8\x22\x00\x00\x00\x0f\x05\xeb\xf7", 9);
#elif defined(__aarch64__)
    constexpr std::uint16_t machine = 183;
    // mov x0..x4, #0; mov x8, #73 (ppoll, of nothing); svc #0; b back
    constexpr std::string_view code(
        "\x00\x00\x80\xd2\x01\x00\x80\xd2\x02\x00\x80\xd2\x03\x00\x80\xd2"
        "\x04\x00\x80\xd2\x28\x09\x80\xd2\x01\x00\x00\xd4\xf9\xff\xff\x17",
        32);
#else
    constexpr std::uint16_t machine = 0;
    constexpr std::string_view code;
#endif
    if (machine == 0)
        throw status_error(
            core::reason::invalid,
            "the docker runtime has no program that waits for machines of this kind");
    std::string made;
    const auto put = [&](std::uint64_t n, int bytes) {
        for (int i = 0; i < bytes; ++i) made += static_cast<char>(n >> 8 * i & 0xff);
    };
    constexpr std::uint64_t at = 0x400000, heads = 64 + 56;
    const std::uint64_t size = heads + code.size();
    made.append(
            "\x7f"
            "ELF\x02\x01\x01",
            7)
        .append(9, '\0');  // 64 bits, the low byte first (elf(5))
    put(2, 2), put(machine, 2), put(1, 4), put(at + heads, 8), put(64, 8), put(0, 8), put(0, 4);
    put(64, 2), put(56, 2), put(1, 2), put(64, 2), put(0, 2), put(0, 2);
    put(1, 4), put(5, 4), put(0, 8), put(at, 8), put(at, 8), put(size, 8), put(size, 8),
        put(0x1000, 8);  // one segment, to be read and run
    return made.append(code);
}

/// The images of the image store in a daemon: each goes there once, all its layers as one, under a
/// name that says which it is.
class docker_images {
public:
    explicit docker_images(docker_daemon daemon) : daemon_(std::move(daemon)) {}

    /// The daemon's name of an image. Throws `status_error`.
    std::string ensure(const image& wanted) {
        if (wanted.layers.empty())
            throw status_error(core::reason::invalid,
                               "a container of the docker runtime needs an image with files");
        return ensure(std::string(wanted.id.hex()), [&] { return flat_tree::of(wanted.layers); });
    }
    /// That of a program which waits, `/pause`.
    std::string pause() {
        return ensure("pause", [] {
            oci::file_tree files;
            files.text("pause", pause_program(), 0755);
            return files;
        });
    }

    /// Removes images that were brought so, by this program or another one, that no container
    /// stands on, and that were neither brought nor, by this program, used since `age`. Tells how
    /// many. Throws `status_error`.
    std::size_t collect(std::chrono::seconds age) {
        const std::lock_guard lock(mutex_);
        last_collected_ = clock::now();
        std::set<std::string> stood_on;
        for (const json::value& row : daemon_.get("/containers/json?all=1")) {
            stood_on.insert(hex_of(text_at(row, "ImageID")));
            stood_on.insert(text_at(row, "Image"));
        }
        std::size_t made = 0;
        for (const json::value& row : daemon_.get("/images/json")) {
            if (stood_on.contains(hex_of(text_at(row, "Id")))) continue;
            for (const json::value& each : member_at(row, "RepoTags")) {
                const std::string name = each.is_string() ? each.get<std::string>() : std::string();
                if (is_brought(name) && !stood_on.contains(name) &&
                    is_old(name, member_at(row, "Created"), age))
                    made += remove(name);
            }
        }
        return made;
    }
    /// The same where that was not done for a while.
    void collect_sometimes(std::chrono::seconds age) {
        {
            const std::lock_guard lock(mutex_);
            if (last_collected_ &&
                clock::now() - *last_collected_ <
                    std::min<std::chrono::seconds>(age, std::chrono::minutes(10)))
                return;
        }
        collect(age);
    }

private:
    using clock = std::chrono::steady_clock;

    static std::string hex_of(const std::string& id) {
        return id.starts_with("sha256:") ? id.substr(7) : id;
    }
    /// Whether an image of this name is one of ours. Podman calls the last one that was brought
    /// `latest`, beside.
    static bool is_brought(std::string_view name) {
        if (!name.starts_with(repository) || name.size() <= repository.size() ||
            name[repository.size()] != ':')
            return false;
        const std::string_view tag = name.substr(repository.size() + 1);
        return tag == "pause" || tag == "latest" ||
               (tag.size() >= 64 && tag.find_first_not_of("0123456789abcdef") == tag.npos);
    }
    bool is_old(const std::string& name, const json::value& brought,
                std::chrono::seconds age) const {
        if (const auto used = used_.find(name);
            used != used_.end() && clock::now() - used->second < age)
            return false;
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return !brought.is_number_integer() ||
               now - std::chrono::seconds(brought.get<std::int64_t>()) >= age;
    }
    /// Its name, and it with its last one. False where a container has come to stand on it.
    bool remove(const std::string& name) {
        const auto got = daemon_.ask("DELETE", "/images/" + name);
        if (got.status == 409 || got.status == 404) return false;
        if (!docker_daemon::good(got)) docker_daemon::fail(got);
        used_.erase(name);
        return true;
    }

    template <class Files>
    std::string ensure(const std::string& tag, Files files) {
        const std::string name = std::string(repository) + ":" + tag;
        const std::lock_guard lock(mutex_);  // the same image is not sent twice
        used_[name] = clock::now();
        if (is_there(name)) return name;
        const std::string id = import(files(), tag);
        // Podman does not name it by itself.
        const auto tagged = daemon_.ask(
            "POST", "/images/" + id + "/tag?repo=" + std::string(repository) + "&tag=" + tag);
        if (!docker_daemon::good(tagged)) docker_daemon::fail(tagged);
        return name;
    }
    bool is_there(const std::string& name) const {
        const auto got = daemon_.ask("GET", "/images/" + name + "/json");
        if (got.status == 404) return false;
        if (!docker_daemon::good(got)) docker_daemon::fail(got);
        return true;
    }
    /// Gives the daemon's id. A broken transfer leaves no image.
    std::string import(const oci::file_tree& files, const std::string& tag) const {
        const std::string target =
            "/images/create?fromSrc=-&repo=" + std::string(repository) + "&tag=" + tag;
        const auto got = daemon_.upload(
            target,
            [&](const net::http_client::piece_handler& to) {
                oci::pack(files,
                          [&](std::string_view piece) {
                              if (!to(piece))
                                  throw status_error(
                                      core::reason::service_unavailable,
                                      "the Docker daemon did not take all of an image");
                          },
                          {.compression = oci::compression::none});
            },
            {.whole = std::chrono::hours(1), .idle = std::chrono::minutes(10)});
        if (!docker_daemon::good(got)) docker_daemon::fail(got);
        // Lines of documents; the last one says what it is, or what went wrong (Engine API,
        // "ImageCreate").
        std::string id, wrong;
        for (std::string_view rest = got.body; !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size());
            const auto line = json::value::parse(rest.substr(0, end), nullptr, false);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (!line.is_object()) continue;
            if (const std::string error = text_at(line, "error"); !error.empty()) wrong = error;
            if (const std::string status = text_at(line, "status"); status.starts_with("sha256:"))
                id = status;
        }
        if (!wrong.empty() || id.empty())
            throw status_error(core::reason::internal_error,
                               "the Docker daemon did not take an image: " +
                                   (wrong.empty() ? "it did not say under which name" : wrong));
        return id;
    }

    static constexpr std::string_view repository = "slipway.local/image";

    docker_daemon daemon_;
    std::mutex mutex_;                               // guards what follows
    std::map<std::string, clock::time_point> used_;  ///< by this program, by names
    std::optional<clock::time_point> last_collected_;
};

}  // namespace slipway::runtime::detail
