// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <slipway/api/resource.hpp>
#include <slipway/client/client.hpp>
#include <slipway/controller/cache.hpp>
#include <slipway/controller/dispatcher.hpp>
#include <slipway/core/change.hpp>
#include <slipway/core/status.hpp>
#include <slipway/core/subscription.hpp>
#include <slipway/json/codec.hpp>

namespace slipway::controller {

/// What a manager knows of any informer.
class any_informer {
public:
    virtual ~any_informer() = default;
    virtual void start() = 0;
    virtual void stop() = 0;
    virtual bool synced() const = 0;
};

/// Follows all objects of one kind: lists them, then watches from the list's revision.
///
/// Guarantees: handlers are called by the dispatch thread alone, in order of revision, and after
/// the cache has changed. An expired revision (410) is answered by a new list, of which handlers
/// get the differences; any other end of the watch by going on from the last revision, with
/// back-off. An object that cannot be decoded is skipped and counted.
template <class T>
class informer final : public any_informer {
public:
    using pointer = std::shared_ptr<const T>;
    /// `before` is null for what is new, `after` for what is gone.
    using handler = std::function<void(const pointer& before, const pointer& after)>;

    informer(client::client c, const api::resource& kind, dispatcher& by,
             std::function<void()> on_sync)
        : client_(std::move(c)), kind_(kind), dispatcher_(by), on_sync_(std::move(on_sync)) {}
    ~informer() override { stop(); }

    const api::resource& kind() const { return kind_; }
    cache<T>& objects() { return cache_; }
    const cache<T>& objects() const { return cache_; }

    pointer get(std::string_view ns, std::string_view name) const {
        return cache_.get(client::key_of(ns, name));
    }
    pointer get(const std::string& key) const { return cache_.get(key); }
    std::vector<pointer> list() const { return cache_.list(); }
    std::vector<pointer> by(const std::string& index, const std::string& value) const {
        return cache_.by(index, value);
    }

    /// `h` first hears of all objects that are known already.
    void on_change(handler h) {
        dispatcher_.post([this, h = std::move(h)]() mutable {
            for (const pointer& object : cache_.seen()) h(nullptr, object);
            handlers_.push_back(std::move(h));
        });
    }

    bool synced() const override { return synced_; }
    /// Objects that could not be decoded.
    std::uint64_t skipped() const { return skipped_; }
    /// How often all objects were listed.
    std::uint64_t lists() const { return lists_; }

    void start() override {
        if (!started_.exchange(true)) dispatcher_.post([this] { relist(); });
    }
    /// After the dispatch thread has ended.
    void stop() override { watch_.stop(); }

private:
    void relist() {
        try {
            const json::list_result found = client_.list(kind_);
            ++lists_;
            const std::uint64_t revision = revision_of(found.resource_version);
            std::unordered_set<std::string> present;
            for (const json::document& d : found.items) {
                present.insert(key_of(*d));
                take(d, revision);
            }
            for (const std::string& key : cache_.keys())
                if (!present.count(key)) lose(key, revision);
            version_ = found.resource_version;
            cache_.reach(revision);
            if (!synced_.exchange(true)) on_sync_();
        } catch (const std::exception&) {
            return later([this] { relist(); });
        }
        follow();
    }

    void follow() {
        try {
            watch_.stop();
            api::watch_options options;
            options.resource_version = version_;
            options.allow_bookmarks = true;
            const std::uint64_t round = ++round_;
            watch_ = client_.watch(kind_, {}, options, [this, round](const json::watch_event& e) {
                dispatcher_.post([this, round, e] {
                    if (round == round_) deliver(e);
                });
            });
        } catch (const core::status_error& e) {
            resume(e.code());
        } catch (const std::exception&) {
            resume(0);
        }
    }

    void deliver(const json::watch_event& e) {
        if (e.type == core::change::error || !e.object) return resume(code_of(e.object));
        failures_ = 0;
        const std::string version = client::metadata_text(*e.object, "resourceVersion");
        const std::uint64_t revision = revision_of(version);
        if (e.type == core::change::deleted) lose(key_of(*e.object), revision);
        else if (e.type != core::change::bookmark) take(e.object, revision);
        version_ = version;
        cache_.reach(revision);
    }

    void resume(int code) {
        ++round_;
        if (code == 410) {
            // The first new list is made at once; only those that keep failing wait.
            if (failures_++ == 0) return dispatcher_.post([this] { relist(); });
            return later([this] { relist(); });
        }
        later([this] { follow(); });
    }
    void later(dispatcher::task t) {
        auto delay = std::chrono::milliseconds(10);
        for (int i = 0; i < failures_ && delay < std::chrono::seconds(30); ++i) delay *= 2;
        ++failures_;
        dispatcher_.post_after(delay, std::move(t));
    }

    void take(const json::document& d, std::uint64_t revision) {
        pointer object;
        try {
            object = decoded(d);
        } catch (const std::exception&) {
            ++skipped_;
            return;
        }
        const pointer before = cache_.see(key_of(*d), object, revision);
        using client::handle;
        if (before && handle<T>::resource_version(*before) == handle<T>::resource_version(*object))
            return;
        tell(before, object);
    }
    void lose(const std::string& key, std::uint64_t revision) {
        const pointer before = cache_.see(key, nullptr, revision);
        if (before) tell(before, nullptr);
    }
    void tell(const pointer& before, const pointer& after) {
        for (const handler& h : handlers_) h(before, after);
    }

    static std::string key_of(const json::value& v) {
        return client::key_of(client::metadata_text(v, "namespace"),
                              client::metadata_text(v, "name"));
    }
    static pointer decoded(const json::document& d) {
        if constexpr (std::is_same_v<T, json::value>) return d;
        else return std::make_shared<const T>(json::decode<T>(*d));
    }
    static int code_of(const json::document& status) {
        if (!status || !status->is_object()) return 0;
        const auto code = status->find("code");
        return code != status->end() && code->is_number_integer() ? code->template get<int>() : 0;
    }

    client::client client_;
    const api::resource& kind_;
    dispatcher& dispatcher_;
    std::function<void()> on_sync_;
    cache<T> cache_;
    std::atomic<bool> started_{false};
    std::atomic<bool> synced_{false};
    std::atomic<std::uint64_t> skipped_{0};
    std::atomic<std::uint64_t> lists_{0};
    // Of the dispatch thread:
    std::vector<handler> handlers_;
    core::subscription watch_;
    std::string version_;
    std::uint64_t round_ = 0;  ///< events of earlier watches are not for us
    int failures_ = 0;
};

}  // namespace slipway::controller
