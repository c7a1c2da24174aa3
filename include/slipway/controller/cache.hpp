// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <slipway/client/handle.hpp>

namespace slipway::controller {

/// A resource version as a number: versions of one cluster can be compared (Kubernetes KEP-5504). 0
/// for text that is no number.
inline std::uint64_t revision_of(std::string_view version) {
    std::uint64_t revision = 0;
    std::from_chars(version.data(), version.data() + version.size(), revision);
    return revision;
}

/// The objects of one kind as last seen, shared and immutable, with indexes.
///
/// Writes of this process count as seen at once (`absorb`, `hide`), until the watch has caught up
/// with them: who writes an object and then reads the cache finds it. Any thread may read; one
/// thread feeds.
template <class T>
class cache {
public:
    using pointer = std::shared_ptr<const T>;
    using keys_of = std::function<std::vector<std::string>(const T&)>;

    /// Before anything is read by it.
    void add_index(const std::string& name, keys_of keys) {
        std::unique_lock lock(mutex_);
        if (indexes_.count(name)) return;
        index& made = indexes_[name];
        made.keys = std::move(keys);
        for (const auto& [key, e] : entries_)
            if (e.current) enter(made, key, e.current);
    }

    pointer get(const std::string& key) const {
        std::shared_lock lock(mutex_);
        const auto found = entries_.find(key);
        return found == entries_.end() ? nullptr : found->second.current;
    }
    std::vector<pointer> list() const {
        std::shared_lock lock(mutex_);
        std::vector<pointer> made;
        made.reserve(entries_.size());
        for (const auto& [key, e] : entries_)
            if (e.current) made.push_back(e.current);
        return made;
    }
    /// What index `name` has under `value`, in the order of keys.
    std::vector<pointer> by(const std::string& name, const std::string& value) const {
        std::shared_lock lock(mutex_);
        std::vector<pointer> made;
        const auto found = indexes_.find(name);
        if (found == indexes_.end()) return made;
        const auto bucket = found->second.buckets.find(value);
        if (bucket == found->second.buckets.end()) return made;
        made.reserve(bucket->second.size());
        for (const auto& [key, object] : bucket->second) made.push_back(object);
        return made;
    }
    std::size_t size() const {
        std::shared_lock lock(mutex_);
        return entries_.size();
    }
    /// Up to which revision the watch has been followed.
    std::uint64_t revision() const {
        std::shared_lock lock(mutex_);
        return revision_;
    }

    /// Takes in the answer to a write, if the watch has not come that far.
    void absorb(const pointer& object) {
        const std::uint64_t written = revision_of(client::handle<T>::resource_version(*object));
        std::unique_lock lock(mutex_);
        if (written <= revision_) return;
        entry& e = entries_[client::key_of(*object)];
        if (e.hidden_uid == client::handle<T>::uid(*object) && !e.hidden_uid.empty()) return;
        if (e.current && revision_of(client::handle<T>::resource_version(*e.current)) >= written)
            return;
        replace(client::key_of(*object), e, object);
    }
    /// Takes in that the object with this uid has been deleted.
    void hide(const std::string& key, const std::string& uid) {
        std::unique_lock lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end() || !found->second.current) return;
        if (client::handle<T>::uid(*found->second.current) != uid) return;
        replace(key, found->second, nullptr);
        found->second.hidden_uid = uid;
    }

    /// An event of the watch: gives what had been seen before, or null. `object` is null for a
    /// deletion.
    pointer see(const std::string& key, const pointer& object, std::uint64_t revision) {
        std::unique_lock lock(mutex_);
        revision_ = std::max(revision_, revision);
        entry& e = entries_[key];
        pointer before = std::exchange(e.seen, object);
        if (!object) {
            const bool newer =
                e.current &&
                revision_of(client::handle<T>::resource_version(*e.current)) > revision;
            if (newer) return before;
            replace(key, e, nullptr);
            entries_.erase(key);
            return before;
        }
        if (!e.hidden_uid.empty()) {
            if (e.hidden_uid == client::handle<T>::uid(*object)) return before;
            e.hidden_uid.clear();
        }
        if (!e.current || revision_of(client::handle<T>::resource_version(*e.current)) <= revision)
            replace(key, e, object);
        return before;
    }
    void reach(std::uint64_t revision) {
        std::unique_lock lock(mutex_);
        revision_ = std::max(revision_, revision);
    }
    /// The keys of all entries, for finding what a new list lacks.
    std::vector<std::string> keys() const {
        std::shared_lock lock(mutex_);
        std::vector<std::string> made;
        made.reserve(entries_.size());
        for (const auto& [key, e] : entries_) made.push_back(key);
        return made;
    }
    /// What handlers have been told, for those who come late.
    std::vector<pointer> seen() const {
        std::shared_lock lock(mutex_);
        std::vector<pointer> made;
        for (const auto& [key, e] : entries_)
            if (e.seen) made.push_back(e.seen);
        return made;
    }

private:
    struct entry {
        pointer current;         ///< what readers get
        pointer seen;            ///< what handlers have been told
        std::string hidden_uid;  ///< deleted by this process; the watch does not know yet
    };
    struct index {
        keys_of keys;
        std::unordered_map<std::string, std::map<std::string, pointer>> buckets;
    };

    static void enter(index& i, const std::string& key, const pointer& object) {
        for (const std::string& value : i.keys(*object)) i.buckets[value][key] = object;
    }
    void replace(const std::string& key, entry& e, const pointer& object) {
        for (auto& [name, i] : indexes_) {
            if (e.current)
                for (const std::string& value : i.keys(*e.current)) {
                    const auto bucket = i.buckets.find(value);
                    if (bucket == i.buckets.end()) continue;
                    bucket->second.erase(key);
                    if (bucket->second.empty()) i.buckets.erase(bucket);
                }
            if (object) enter(i, key, object);
        }
        e.current = object;
    }

    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, entry> entries_;
    std::unordered_map<std::string, index> indexes_;
    std::uint64_t revision_ = 0;
};

}  // namespace slipway::controller
