// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
// WHY: Without the header of its group, or without a description, the linker would be the first to say something.
// EXPECT: this struct is not known as a kind of the API: include slipway/api/resources/GROUP_VERSION.hpp
#include <slipway/api/networking_v1.hpp>
#include <slipway/api/resource_of.hpp>

#ifndef EXPECT_ERROR
#include <slipway/api/resources/networking_v1.hpp>
#endif

const slipway::api::resource& ingresses = slipway::api::resource_of<slipway::api::Ingress>;
