// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <slipway/core/compiled.hpp>
#include <slipway/engine/detail/content.hpp>
#include <slipway/engine/detail/fetcher.hpp>
#include <slipway/engine/detail/pusher.hpp>
#include <slipway/engine/detail/reserve.hpp>
#include <slipway/engine/detail/sent_image.hpp>
#include <slipway/engine/detail/work_directory.hpp>
#include <slipway/engine/images.hpp>

namespace slipway::engine {

namespace detail {

/// The hexadecimal beginning of an id, of what may be one.
inline std::string_view id_prefix(std::string_view text) {
    if (text.starts_with("sha256:")) text.remove_prefix(7);
    const bool fits = !text.empty() && text.size() <= 64 &&
                      text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return fits ? text : std::string_view();
}

[[noreturn]] inline void no_image(std::string_view name) {
    throw status_error(
        core::reason::not_found,
        "there is no image '" + std::string(name.substr(0, 300)) + "' on this machine");
}

}  // namespace detail

SLIPWAY_INLINE images::images(const std::filesystem::path& root,
                              runtime::image_store_options options)
    : options_(options),
      store_(root / "images", std::move(options)),
      content_([root] { return std::make_unique<detail::content>(root / "content"); }),
      reserve_(std::make_unique<detail::reserve>(root / ".reserve")) {}

SLIPWAY_INLINE images::~images() = default;

SLIPWAY_INLINE runtime::image images::pull_any(const oci::reference& reference,
                                               registry::any_registry from,
                                               const transfer_sink& progress,
                                               runtime::pull_policy policy,
                                               const std::optional<oci::platform>& machine) {
    if (policy != runtime::pull_policy::always)
        if (auto found = store_.find(reference);
            found && (!machine || oci::runs_on(found->config.platform, *machine)))
            return *std::move(found);
    if (policy == runtime::pull_policy::never) detail::no_image(reference.familiar());
    return bring(reference, detail::from_registry(std::move(from), reference.name()), progress,
                 machine);
}

SLIPWAY_INLINE runtime::image images::import(const oci::built_image& built,
                                             const std::optional<oci::reference>& name) {
    const oci::reference as = name ? *name : nameless_as(built.manifest_digest());
    return bring(as, detail::from_built(built), {}, built.config.platform);
}

SLIPWAY_INLINE runtime::image images::bring(oci::reference name, const detail::origin& from,
                                            const transfer_sink& progress,
                                            const std::optional<oci::platform>& machine) {
    if (!name.digest().empty()) name = name.with_digest(name.digest());
    runtime::image made;
    {
        const core::file_lock used = content_->use();
        detail::fetcher fetched(*content_, from, name, progress);
        const auto before_naming = [&](const oci::digest& manifest) {
            fetched.complete(manifest);
            keep_without_tag(name, manifest);
        };
        if (!machine) {
            made = store_.pull(name, fetched, fetched.unpacking(), before_naming);
        } else {
            runtime::image_store_options options = options_;
            options.platform = *machine;
            runtime::image_store other(store_.root(), options);
            made = other.pull(name, fetched, fetched.unpacking(), before_naming);
        }
    }
    settle();
    return made;
}

/// Before `name` goes to the manifest `but`: an image that has no other name keeps one without a
/// tag.
SLIPWAY_INLINE void images::keep_without_tag(const oci::reference& name, const oci::digest& but) {
    if (untagged(name)) return;
    const auto before = store_.find(name);
    if (!before || before->chosen == but || names_of(before->id).size() > 1) return;
    store_.tag(name, name.with_digest(before->chosen));
}

SLIPWAY_INLINE oci::descriptor images::push_any(const runtime::image& image,
                                                const oci::reference& as, registry::any_registry to,
                                                const transfer_sink& progress,
                                                const push_options& how) {
    const core::file_lock used = content_->use();
    if (!content_->has(image.chosen))
        throw status_error(core::reason::not_found,
                           "the content of " + image.reference.familiar() +
                               " is not here: pull it again before it is pushed");
    const detail::work_directory work(content_->work());
    const detail::sent_image sent =
        detail::to_send(*content_, image, how, options_.limits.bytes, work.path());
    if (!as.digest().empty() && as.digest() != sent.described.digest)
        throw status_error(core::reason::invalid, "the digest in " + as.familiar() +
                                                      " is not that of the image, which is " +
                                                      sent.described.digest.str());
    std::map<oci::digest, std::string> elsewhere;
    for (const runtime::image& other : store_.list()) {
        if (other.reference.registry() != as.registry() || other.reference.name() == as.name())
            continue;
        std::set<oci::digest> blobs;
        content_->mark(other.chosen, blobs);
        for (const oci::digest& d : blobs) elsewhere.emplace(d, other.reference.name());
    }
    return detail::pusher(*content_, std::move(to), as, std::move(elsewhere), progress).run(sent);
}

SLIPWAY_INLINE std::optional<runtime::image> images::find(std::string_view name_or_id) const {
    if (const auto name = oci::reference::try_parse(name_or_id))
        if (auto found = store_.find(*name)) return found;
    const std::string_view prefix = detail::id_prefix(name_or_id);
    if (prefix.empty()) return std::nullopt;
    std::optional<runtime::image> found;
    for (runtime::image& one : store_.list()) {
        if (!one.id.hex().starts_with(prefix)) continue;
        if (found && found->id != one.id)
            throw status_error(core::reason::conflict, "the ids of several images begin with '" +
                                                           std::string(name_or_id) + "'");
        if (!found || untagged(found->reference)) found = std::move(one);
    }
    return found;
}

SLIPWAY_INLINE runtime::image images::get(std::string_view name_or_id) const {
    if (auto found = find(name_or_id)) return *std::move(found);
    detail::no_image(name_or_id);
}

SLIPWAY_INLINE std::vector<runtime::image> images::list() const {
    std::vector<runtime::image> all = store_.list();
    std::set<oci::digest> tagged, seen;
    for (const auto& one : all)
        if (!untagged(one.reference)) tagged.insert(one.id);
    std::erase_if(all, [&](const runtime::image& one) {
        return untagged(one.reference) &&
               (tagged.count(one.id) != 0 || !seen.insert(one.id).second);
    });
    return all;
}

SLIPWAY_INLINE std::vector<oci::reference> images::names_of(const oci::digest& id) const {
    std::vector<oci::reference> names = store_.names_of(id);
    std::stable_partition(names.begin(), names.end(),
                          [](const oci::reference& n) { return !untagged(n); });
    return names;
}

SLIPWAY_INLINE void images::tag(std::string_view name_or_id, const oci::reference& name) {
    if (!name.digest().empty())
        throw status_error(core::reason::invalid,
                           "'" + name.familiar() + "' is no name to give: it has a digest");
    const core::file_lock used = content_->use();
    const runtime::image image = get(name_or_id);
    if (content_->has(image.chosen)) {
        const std::string bytes = content_->document(image.chosen);
        const auto manifest = std::get<oci::manifest>(oci::parse_manifest(bytes));
        content_->layout().put_manifest(name.name(), bytes, manifest.media_type, {name.tag()});
    }
    keep_without_tag(name, image.chosen);
    store_.tag(names_of(image.id).front(), name);
}

SLIPWAY_INLINE removal images::remove(std::string_view name_or_id, bool force) {
    const detail::reserve::spent room(*reserve_);
    const runtime::image image = get(name_or_id);
    const auto name = oci::reference::try_parse(name_or_id);
    const bool by_tag = name && !untagged(*name) && store_.find(*name).has_value();
    const auto names = names_of(image.id);
    const auto tags = static_cast<std::size_t>(
        std::count_if(names.begin(), names.end(), [](const auto& n) { return !untagged(n); }));
    removal made;
    if (by_tag && tags > 1) {
        store_.remove(image.reference);
        made.untagged.push_back(image.reference);
    } else {
        if (!by_tag && tags > 1 && !force)
            throw status_error(core::reason::conflict,
                               "image '" + std::string(name_or_id) +
                                   "' has several tags: remove these, or force it");
        const bool stays = used().count(image.id) != 0;
        if (stays && !force)
            throw status_error(core::reason::conflict, "a container stands on image '" +
                                                           std::string(name_or_id) +
                                                           "': remove it first, or force it");
        if (stays && tags == 0) return made;
        if (stays) store_.tag(names.front(), names.front().with_digest(image.chosen));
        for (const auto& n : names) {
            if (stays && untagged(n)) continue;
            if (!untagged(n)) made.untagged.push_back(n);
            store_.remove(n);
        }
        if (!stays) made.deleted.push_back(image.id);
    }
    made.freed = collect();
    return made;
}

SLIPWAY_INLINE removal images::prune(bool all,
                                     const std::function<bool(const runtime::image&)>& chosen) {
    const detail::reserve::spent room(*reserve_);
    removal made;
    const auto stay = used();
    for (const runtime::image& one : list()) {
        if (stay.count(one.id) != 0 || !(all || untagged(one.reference)) ||
            (chosen && !chosen(one)))
            continue;
        for (const auto& name : names_of(one.id)) {
            if (!untagged(name)) made.untagged.push_back(name);
            store_.remove(name);
        }
        if (std::find(made.deleted.begin(), made.deleted.end(), one.id) == made.deleted.end())
            made.deleted.push_back(one.id);
    }
    made.freed = collect();
    return made;
}

SLIPWAY_INLINE std::uint64_t images::collect() {
    const core::file_lock alone = content_->try_alone();
    if (!alone.held()) {
        content_->collect_later();
        return 0;
    }
    std::set<oci::digest> marked;
    std::set<std::string> names;
    for (const runtime::image& one : store_.list()) {
        names.insert(one.reference.str());
        content_->mark(one.chosen, marked);
    }
    return content_->sweep(marked, names) + store_.collect_garbage();
}

/// Does what a collector could not do while this was under way.
SLIPWAY_INLINE void images::settle() {
    if (content_->waits_for_collection()) collect();
}

SLIPWAY_INLINE oci::byte_source images::read(const oci::digest& d) const {
    return content_->read(d);
}
SLIPWAY_INLINE std::string images::document(const oci::digest& d) const {
    return content_->document(d);
}

}  // namespace slipway::engine
