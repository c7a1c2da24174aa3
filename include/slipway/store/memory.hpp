// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/store/types.hpp>

namespace slipway::store {

/// Keeps everything in memory, and the last commits as history. Models `store`.
class memory {
public:
    /// How many commits are remembered for watches and for lists of the past.
    explicit memory(std::size_t remembered = 10'000) : remembered_(remembered) {}

    std::optional<entry> get(const std::string& key) const {
        std::shared_lock lock(mutex_);
        const auto found = entries_.find(key);
        if (found == entries_.end()) return std::nullopt;
        return entry{key, found->second.object, found->second.modified};
    }

    page list(const std::string& prefix, const std::string& from = {}, std::size_t limit = 0,
              revision at = 0) const {
        std::shared_lock lock(mutex_);
        if (at == 0 || at >= current_) return page_of(entries_, prefix, from, limit, current_);
        remember(at);
        return page_of(as_of(prefix, at), prefix, from, limit, at);
    }

    entry put(const std::string& key, json::value object, revision expected) {
        std::unique_lock writing(writers_);
        json::document previous;
        {
            std::shared_lock lock(mutex_);
            const auto found = entries_.find(key);
            expect(key, found == entries_.end() ? 0 : found->second.modified, expected);
            if (found != entries_.end()) previous = found->second.object;
        }
        const json::document stamped = stamp(std::move(object), current_ + 1);
        const revision at = commit({previous ? core::change::modified : core::change::added, key,
                                    stamped, previous, current_ + 1});
        return {key, stamped, at};
    }

    entry erase(const std::string& key, revision expected) {
        std::unique_lock writing(writers_);
        json::document previous;
        {
            std::shared_lock lock(mutex_);
            const auto found = entries_.find(key);
            if (found == entries_.end())
                throw core::status_error(core::reason::not_found, "there is no '" + key + "'");
            expect(key, found->second.modified, expected);
            previous = found->second.object;
        }
        const json::document last = stamp(*previous, current_ + 1);
        const revision at = commit({core::change::deleted, key, last, previous, current_ + 1});
        return {key, last, at};
    }

    core::subscription watch(const std::string& prefix, revision after, event_sink sink) {
        auto made = std::make_shared<watcher>(prefix, std::move(sink));
        std::unique_lock writing(writers_);
        remember(after);
        for (const event& e : history_)
            if (e.at > after && e.key.starts_with(prefix)) made->sink(e);
        watchers_.push_back(made);
        return core::subscription([this, made] {
            {
                std::lock_guard lock(made->mutex);
                made->active = false;
            }
            std::lock_guard lock(writers_);
            std::erase(watchers_, made);
        });
    }

    revision current() const {
        std::shared_lock lock(mutex_);
        return current_;
    }
    /// Forgets what came before `at`.
    void compact(revision at) {
        std::unique_lock writing(writers_);
        std::unique_lock lock(mutex_);
        while (!history_.empty() && history_.front().at <= at) forget_oldest();
    }

private:
    struct kept {
        json::document object;
        revision modified;
    };
    using entries = std::map<std::string, kept>;
    struct watcher {
        watcher(std::string p, event_sink s) : prefix(std::move(p)), sink(std::move(s)) {}

        std::string prefix;
        event_sink sink;
        std::mutex mutex;  ///< held while the sink runs, so that stopping waits for it
        bool active = true;
    };

    static json::document stamp(json::value object, revision at) {
        object["metadata"]["resourceVersion"] = std::to_string(at);
        return std::make_shared<const json::value>(std::move(object));
    }

    static void expect(const std::string& key, revision found, revision expected) {
        if (found == expected) return;
        if (expected == 0)
            throw core::status_error(core::reason::already_exists, "'" + key + "' already exists");
        throw core::status_error(core::reason::conflict, "'" + key + "' is at revision " +
                                                             std::to_string(found) + ", not at " +
                                                             std::to_string(expected));
    }

    /// Throws where `at` lies before what is remembered.
    void remember(revision at) const {
        if (at < compacted_)
            throw core::status_error(core::reason::expired,
                                     "too old resource version: " + std::to_string(at) + " (" +
                                         std::to_string(compacted_) + ")");
    }

    /// With `writers_` held. Readers wait only while the entry is exchanged, not for the sinks.
    revision commit(event e) {
        {
            std::unique_lock lock(mutex_);
            current_ = e.at;
            if (e.type == core::change::deleted) entries_.erase(e.key);
            else entries_[e.key] = {e.object, e.at};
            history_.push_back(e);
            if (history_.size() > remembered_) forget_oldest();
        }
        for (const auto& w : watchers_) {
            if (!e.key.starts_with(w->prefix)) continue;
            std::lock_guard lock(w->mutex);
            if (w->active) w->sink(e);
        }
        return e.at;
    }
    void forget_oldest() {
        compacted_ = history_.front().at;
        history_.pop_front();
    }

    /// The entries of the past: those of now, with later commits undone from the newest on.
    entries as_of(const std::string& prefix, revision at) const {
        entries past;
        for (auto i = entries_.lower_bound(prefix);
             i != entries_.end() && i->first.starts_with(prefix); ++i)
            past.insert(*i);
        for (auto e = history_.rbegin(); e != history_.rend() && e->at > at; ++e) {
            if (!e->key.starts_with(prefix)) continue;
            if (e->previous) past[e->key] = {e->previous, revision_of(*e->previous)};
            else past.erase(e->key);
        }
        return past;
    }
    static revision revision_of(const json::value& object) {
        return std::stoull(
            object.at("metadata").at("resourceVersion").get_ref<const std::string&>());
    }

    static page page_of(const entries& all, const std::string& prefix, const std::string& from,
                        std::size_t limit, revision at) {
        page made;
        made.at = at;
        auto i = all.lower_bound(from.empty() ? prefix : from);
        for (; i != all.end() && i->first.starts_with(prefix); ++i) {
            if (limit && made.entries.size() == limit) break;
            made.entries.push_back({i->first, i->second.object, i->second.modified});
        }
        if (i != all.end() && i->first.starts_with(prefix)) {
            made.next = i->first;
            for (; i != all.end() && i->first.starts_with(prefix); ++i) ++made.remaining;
        }
        return made;
    }

    std::size_t remembered_;
    std::mutex writers_;  ///< one commit at a time, sinks included: they see the order of revisions
    mutable std::shared_mutex mutex_;  ///< guards what follows
    entries entries_;
    std::deque<event> history_;
    revision current_ = 1;
    revision compacted_ = 0;
    std::vector<std::shared_ptr<watcher>> watchers_;  ///< guarded by `writers_`
};

}  // namespace slipway::store
