// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/json/apply.hpp>
#include <slipway/json/codec.hpp>
#include <slipway/json/field_set.hpp>
#include <slipway/json/managed_fields.hpp>
#include <slipway/json/patch.hpp>
#include <slipway/json/read.hpp>
#include <slipway/json/same.hpp>
#include <slipway/json/shape.hpp>
#include <slipway/json/strategic.hpp>
#include <slipway/json/unknown.hpp>
#include <slipway/json/value.hpp>
#include <slipway/json/write.hpp>
#include <slipway/json/yaml.hpp>
