// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <slipway/core/file_lock.hpp>
#include <slipway/core/status.hpp>
#include <slipway/json/value.hpp>
#include <slipway/oci/manifest.hpp>
#include <slipway/oci/reference.hpp>
#include <slipway/oci/stream.hpp>
#include <slipway/registry/detail/checks.hpp>
#include <slipway/registry/detail/layout_memory.hpp>
#include <slipway/registry/types.hpp>

namespace slipway::registry::detail {

inline constexpr const char* ref_name_annotation = "org.opencontainers.image.ref.name";
/// The repository that an entry of the index belongs to, where it has no name, or one that others
/// would take for another repository's.
inline constexpr const char* repository_annotation = "dev.slipway.image.repository";

[[noreturn]] inline void layout_fail(const std::string& what) {
    const int e = errno;
    throw status_error(e == ENOSPC || e == EDQUOT ? core::reason::service_unavailable
                                                  : core::reason::internal_error,
                       "image layout: " + what + ": " + std::strerror(e));
}

/// A file that is written in a hidden place and then appears as a whole; gone if it never did.
class new_file {
public:
    explicit new_file(const std::filesystem::path& beside)
        : path_((beside / ".new-XXXXXX").string()) {
        fd_ = ::mkostemp(path_.data(), O_CLOEXEC);
        if (fd_ < 0) layout_fail("cannot make a file in " + beside.string());
        ::flock(fd_, LOCK_EX | LOCK_NB);  // says that somebody still writes to it
    }
    /// The hidden file of this name with what has been written before; nothing where somebody else
    /// writes to it.
    static std::unique_ptr<new_file> resumed(const std::filesystem::path& name) {
        std::unique_ptr<new_file> made(new new_file);
        made->path_ = name.string();
        made->fd_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (made->fd_ < 0) layout_fail("cannot open " + name.string());
        struct stat opened{}, there{};
        const bool alone = ::flock(made->fd_, LOCK_EX | LOCK_NB) == 0 &&
                           ::fstat(made->fd_, &opened) == 0 && ::stat(name.c_str(), &there) == 0 &&
                           opened.st_ino == there.st_ino;
        if (!alone) {  // or somebody has just removed it, or finished it
            ::close(std::exchange(made->fd_, -1));
            return nullptr;
        }
        made->size_ = made->asked_ = static_cast<std::uint64_t>(opened.st_size);
        return made;
    }
    new_file(const new_file&) = delete;
    new_file& operator=(const new_file&) = delete;
    ~new_file() {
        if (fd_ < 0) return;
        ::close(fd_);
        ::unlink(path_.c_str());
    }
    const std::string& path() const { return path_; }
    std::uint64_t size() const { return size_; }
    /// Stays as it is, for `resumed`.
    void leave() { ::close(std::exchange(fd_, -1)); }
    /// All of it, or, where it throws, nothing: who finds the disk full may come again with the
    /// same.
    void write(std::string_view bytes) {
        const std::uint64_t all = size_ + bytes.size();
        reserve(all);
        for (std::uint64_t at = size_; at < all;) {
            const ssize_t n = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(at));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) fail_to_write();
            bytes.remove_prefix(static_cast<std::size_t>(n));
            at += static_cast<std::uint64_t>(n);
        }
        size_ = all;
        begin_writeback();
    }
    /// Of what has been written.
    oci::digest digest(oci::digest_algorithm a) const { return hashed(a).finish(); }
    /// The same, for who goes on.
    oci::hasher hashed(oci::digest_algorithm a) const {
        oci::hasher hash(a);
        std::vector<char> buffer(oci::stream_buffer_size);
        for (off_t at = 0;;) {
            const ssize_t n = ::pread(fd_, buffer.data(), buffer.size(), at);
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) layout_fail("cannot read " + path_);
            if (n == 0) return hash;
            hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(n)));
            at += n;
        }
    }
    void appear_as(const std::filesystem::path& name) {
        if (reserved_ > size_ && ::ftruncate(fd_, static_cast<off_t>(size_)) != 0)
            layout_fail("cannot give back what " + path_ + " does not need");
        if (::fchmod(fd_, 0644) != 0 || ::futimens(fd_, nullptr) != 0 || ::fsync(fd_) != 0)
            layout_fail("cannot finish " + path_);
        if (::rename(path_.c_str(), name.c_str()) != 0)
            layout_fail("cannot rename " + path_ + " to " + name.string());
        ::close(std::exchange(fd_, -1));
    }

private:
    new_file() = default;

    [[noreturn]] void fail_to_write() {
        const int e = errno;
        const bool cut = ::ftruncate(fd_, static_cast<off_t>(size_)) == 0;
        errno = e;
        layout_fail("cannot write " + path_ + (cut ? "" : ", nor take back what was written"));
    }
    /// Room for much at once costs less to find than room for each page. Only a hint: where there
    /// is none, `pwrite` says so.
    void reserve(std::uint64_t all) {
        constexpr std::uint64_t step = 16 * 1024 * 1024;
        if (size_ < step / 2 || all <= reserved_ || !reserves_) return;
        reserved_ = all + step;
        reserves_ = ::fallocate(fd_, FALLOC_FL_KEEP_SIZE, static_cast<off_t>(size_),
                                static_cast<off_t>(reserved_ - size_)) == 0;
    }
    /// The disk works while more comes, so that little is left for `fsync` to wait for. Only a
    /// hint: its failures are fsync's.
    void begin_writeback() {
        constexpr std::uint64_t step = 8 * 1024 * 1024;
        if (size_ - asked_ < step) return;
        ::sync_file_range(fd_, static_cast<off_t>(asked_), static_cast<off_t>(size_ - asked_),
                          SYNC_FILE_RANGE_WRITE);
        asked_ = size_;
    }

    std::string path_;
    int fd_ = -1;
    std::uint64_t size_ = 0, asked_ = 0;  ///< bytes: written, and on their way to the disk
    std::uint64_t reserved_ = 0;          ///< bytes that there is room for, where more than `size_`
    bool reserves_ = true;                ///< it can be done here
};

/// Repository and tag (or none) of an entry of the index; nothing for one that belongs to no
/// repository here.
struct entry_name {
    std::string repository;
    std::string tag;
};

inline std::optional<entry_name> name_of(const oci::descriptor& d, const std::string& bare_tags) {
    const auto n = d.annotations.find(ref_name_annotation);
    if (const auto r = d.annotations.find(repository_annotation); r != d.annotations.end()) {
        if (n == d.annotations.end()) return entry_name{r->second, ""};
        if (n->second.starts_with(r->second + ":"))
            return entry_name{r->second, n->second.substr(r->second.size() + 1)};
    }
    if (n == d.annotations.end())
        return bare_tags.empty() ? std::nullopt : std::optional(entry_name{bare_tags, ""});
    if (n->second.find_first_of("/:") == std::string::npos)  // a tag alone, as other tools write
        return bare_tags.empty() || !oci::valid_tag(n->second)
                   ? std::nullopt
                   : std::optional(entry_name{bare_tags, n->second});
    const auto colon = n->second.rfind(':'), slash = n->second.rfind('/');
    const bool tagged = colon != std::string::npos && (slash == std::string::npos || colon > slash);
    if (tagged && oci::valid_repository(n->second.substr(0, colon)) && slash != std::string::npos)
        return entry_name{n->second.substr(0, colon), n->second.substr(colon + 1)};
    const auto r = oci::reference::try_parse(n->second);
    if (!r || r->tag().empty()) return std::nullopt;
    return entry_name{r->name(), r->tag()};
}

/// An entry of the index under a name; without a tag, it only says where it belongs.
inline oci::descriptor named(oci::descriptor d, const std::string& repository,
                             const std::string& tag) {
    d.annotations.erase(ref_name_annotation);
    d.annotations.erase(repository_annotation);
    // `web:1` is Docker Hub's library/web:1 for other tools.
    if (tag.empty() || repository.find('/') == std::string::npos)
        d.annotations[repository_annotation] = repository;
    if (!tag.empty()) d.annotations[ref_name_annotation] = repository + ":" + tag;
    return d;
}

/// The files of an OCI image layout (OCI image spec, "Image Layout").
class layout_files {
public:
    explicit layout_files(std::filesystem::path root) : root_(std::move(root)) {
        std::error_code error;
        for (const char* name : {"blobs/sha256", "blobs/sha512"})
            if (!error) std::filesystem::create_directories(root_ / name, error);
        if (error) {
            errno = error.value();
            layout_fail("cannot make the directory " + root_.string());
        }
        if (!std::filesystem::exists(root_ / "oci-layout")) {
            new_file file(root_);
            file.write("{\"imageLayoutVersion\":\"1.0.0\"}");
            file.appear_as(root_ / "oci-layout");
        }
        check();
        const auto lock = lock_index();
        if (!std::filesystem::exists(index_file())) write_index({});
    }

    void check() const {
        const std::string bytes = text_of(root_ / "oci-layout");
        const auto parsed = json::value::parse(bytes, nullptr, false);
        const bool known = parsed.is_object() && parsed.contains("imageLayoutVersion");
        const std::string v = known ? parsed["imageLayoutVersion"].dump() : bytes.substr(0, 100);
        if (v != "\"1.0.0\"")
            throw status_error(core::reason::invalid, "image layout: " + root_.string() +
                                                          " is of version " + v +
                                                          "; only 1.0.0 is known");
    }

    std::filesystem::path blob(const oci::digest& d) const {
        return root_ / "blobs" / to_string(d.algorithm()) / std::string(d.hex());
    }
    std::optional<std::uint64_t> size_of(const oci::digest& d) const {
        std::error_code error;
        const auto size = std::filesystem::file_size(blob(d), error);
        if (error) return std::nullopt;
        return size;
    }
    std::filesystem::path directory_for(oci::digest_algorithm a) const {
        return root_ / "blobs" / to_string(a);
    }

    /// Where a blob grows that may be left and gone on with.
    std::filesystem::path part(const oci::digest& d) const {
        return directory_for(d.algorithm()) / (".part-" + std::string(d.hex()));
    }

    std::filesystem::path index_file() const { return root_ / "index.json"; }

    /// A small blob, verified.
    std::string document(const oci::digest& d) const {
        const auto file = blob(d);
        if (auto known = documents_->find(d, file)) return *std::move(known);
        const auto before = file_state::of(file);
        std::string bytes = text_of(file);
        if (oci::digest_of(bytes, d.algorithm()) != d)
            throw status_error(core::reason::invalid, "image layout: the blob " + d.str() + " in " +
                                                          root_.string() + " is damaged");
        documents_->keep(d, before, bytes);
        return bytes;
    }
    /// The same, where it has been read before and has not changed since.
    std::optional<std::string> known_document(const oci::digest& d) const {
        return documents_->find(d, blob(d));
    }

    /// A small blob as it is, and young again; nothing where there is none, or it is not small.
    std::optional<std::string> small_blob(const oci::digest& d) const {
        const auto file = blob(d);
        const auto before = file_state::of(file);
        if (!before || before->size() > most_small) return std::nullopt;
        if (!before->young() && !renew(d)) return std::nullopt;
        if (auto known = documents_->find(d, file)) return known;
        std::string bytes = text_of(file);
        // Right after it was renewed, changes would not show: the next time it is kept.
        if (before->young() && before->settled() && oci::digest_of(bytes, d.algorithm()) == d)
            documents_->keep(d, before, bytes);
        return bytes;
    }
    /// The same, where it has been read before, has not changed since, and is still young.
    std::optional<std::string> known_small_blob(const oci::digest& d) const {
        return documents_->find(d, blob(d), true);
    }

    oci::index read_index() const {
        return std::get<oci::index>(
            oci::parse_manifest(text_of(index_file()), oci::media_type::image_index));
    }

    // --- blobs that may be garbage

    /// Whether it is there; then it is young again. Who may not write here keeps no blobs.
    bool renew(const oci::digest& d) const {
        const auto path = blob(d);
        return ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0 ||
               (errno != ENOENT && ::access(path.c_str(), F_OK) == 0);
    }
    std::vector<stored_blob> blobs(const std::optional<oci::digest>& after,
                                   std::size_t count) const {
        std::set<oci::digest> names;
        for (const auto a : {oci::digest_algorithm::sha256, oci::digest_algorithm::sha512})
            for (const auto& file : std::filesystem::directory_iterator(directory_for(a)))
                if (auto d = oci::digest::try_parse(std::string(to_string(a)) + ":" +
                                                    file.path().filename().string()))
                    names.insert(*std::move(d));
        std::vector<stored_blob> made;
        for (auto d = after ? names.upper_bound(*after) : names.begin();
             d != names.end() && made.size() < count; ++d)
            if (const auto s = status_of(blob(*d)))
                made.push_back({*d, static_cast<std::uint64_t>(s->st_size), time_of(*s)});
        return made;
    }
    /// Takes the blob away, looks when it was renewed, and puts it back where that was not before:
    /// whoever renews it finds it or does not.
    bool remove_stale(const oci::digest& d, std::chrono::system_clock::time_point before) const {
        const auto path = blob(d),
                   away = directory_for(d.algorithm()) / (".gone-" + std::string(d.hex()));
        if (::rename(path.c_str(), away.c_str()) != 0) {
            if (errno == ENOENT) return false;
            layout_fail("cannot remove the blob " + d.str());
        }
        const auto s = status_of(away);
        const bool stale = s && time_of(*s) < before;
        if (s && !stale && ::link(away.c_str(), path.c_str()) != 0 && errno != EEXIST)
            layout_fail("cannot keep the blob " + d.str());
        if (::unlink(away.c_str()) != 0) layout_fail("cannot remove the blob " + d.str());
        return stale;
    }
    /// Files of uploads that nobody has open any more.
    std::uint64_t remove_leftovers(std::chrono::system_clock::time_point before) const {
        return remove_hidden({".new-", ".gone-", ".part-"}, before);
    }
    /// Those whose names begin so, which nobody has open.
    std::uint64_t remove_hidden(std::initializer_list<std::string_view> prefixes,
                                std::chrono::system_clock::time_point before) const {
        std::uint64_t freed = 0;
        for (const auto a : {oci::digest_algorithm::sha256, oci::digest_algorithm::sha512})
            for (const auto& file : std::filesystem::directory_iterator(directory_for(a))) {
                const std::string name = file.path().filename().string();
                const bool hidden =
                    std::any_of(prefixes.begin(), prefixes.end(),
                                [&](std::string_view p) { return name.starts_with(p); });
                const auto s = hidden ? status_of(file.path()) : std::nullopt;
                if (!s || time_of(*s) >= before) continue;
                const core::file_lock unused(file.path(), LOCK_EX | LOCK_NB);
                if (unused.held() && ::unlink(file.path().c_str()) == 0)
                    freed += static_cast<std::uint64_t>(s->st_size);
            }
        return freed;
    }
    template <class F>
    void with_index_locked(F f) const {
        const auto lock = lock_index();
        f();
    }

    /// Changes the index as one step among all threads and processes.
    template <class Change>
    void change_index(Change change) const {
        const auto lock = lock_index();
        oci::index index = read_index();
        change(index);
        write_index(index);
    }

private:
    static std::optional<struct ::stat> status_of(const std::filesystem::path& path) {
        struct ::stat s{};
        if (::lstat(path.c_str(), &s) == 0) return s;
        if (errno != ENOENT) layout_fail("cannot look at " + path.string());
        return std::nullopt;
    }
    static std::chrono::system_clock::time_point time_of(const struct ::stat& s) {
        return std::chrono::system_clock::time_point(
            std::chrono::duration_cast<std::chrono::system_clock::duration>(
                std::chrono::seconds(s.st_mtim.tv_sec) +
                std::chrono::nanoseconds(s.st_mtim.tv_nsec)));
    }

    static std::string text_of(const std::filesystem::path& path) {
        return oci::read_all(oci::read_from_file(path), 32 << 20);
    }

    std::shared_ptr<const int> lock_index() const {
        const auto path = root_ / ".lock";
        const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (fd < 0) layout_fail("cannot open " + path.string());
        std::shared_ptr<const int> held(new int(fd), [](const int* p) {
            ::close(*p);
            delete p;
        });
        while (::flock(fd, LOCK_EX) != 0)
            if (errno != EINTR) layout_fail("cannot lock " + path.string());
        return held;
    }

    void write_index(const oci::index& index) const {
        new_file file(root_);
        file.write(oci::write(index));
        file.appear_as(index_file());
    }

    std::filesystem::path root_;
    std::unique_ptr<known_documents> documents_ = std::make_unique<known_documents>();
};

}  // namespace slipway::registry::detail
