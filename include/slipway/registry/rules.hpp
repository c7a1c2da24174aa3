// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/registry/detail/checks.hpp>

/// What all registries ask and answer in the same words: for backends of one's own, beside
/// `oci::parse_manifest`, `oci::describe` and `oci::digest_of`.
namespace slipway::registry::rules {

// Throw bad_request for malformed names; `digest_in` gives nothing for a tag.
using detail::check_repository;
using detail::check_tag;
using detail::digest_in;

// Throw what is to be thrown where something is not there, or not as it should be.
using detail::check_offset;
using detail::no_blob;
using detail::no_manifest;
using detail::no_upload;
using detail::wrong_digest;

/// Of what a range of a blob has; throws invalid (416) where it starts behind the end.
using detail::length_of;

// Of a manifest: throws invalid unless all that it stands on is there (`check_children`); its media
// type and subject; how it is listed among referrers.
using detail::as_referrer;
using detail::check_children;
using detail::held_content;
using detail::subject_of;
using detail::type_of;

/// Of sorted names, as `tags` and `repositories` give them.
using detail::page;

}  // namespace slipway::registry::rules
