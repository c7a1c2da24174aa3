// SPDX-FileCopyrightText: 2026 The Slipway developers
// SPDX-License-Identifier: MIT
#pragma once

#include <slipway/net/body_reader.hpp>
#include <slipway/net/chooser.hpp>
#include <slipway/net/endpoint.hpp>
#include <slipway/net/exchange.hpp>
#include <slipway/net/http_client.hpp>
#include <slipway/net/http_client_options.hpp>
#include <slipway/net/http_error.hpp>
#include <slipway/net/http_server.hpp>
#include <slipway/net/http_server_options.hpp>
#include <slipway/net/io_threads.hpp>
#include <slipway/net/message.hpp>
#include <slipway/net/origin.hpp>
#include <slipway/net/password_hash.hpp>
#include <slipway/net/patience.hpp>
#include <slipway/net/probe.hpp>
#include <slipway/net/random_token.hpp>
#include <slipway/net/small_file.hpp>
#include <slipway/net/tcp_proxy.hpp>
#include <slipway/net/timer.hpp>
#include <slipway/net/tls.hpp>
#include <slipway/net/udp_proxy.hpp>
#include <slipway/net/unix_socket.hpp>
#include <slipway/net/upgrade.hpp>
#include <slipway/net/upgraded_connection.hpp>
#include <slipway/net/url.hpp>
#include <slipway/net/worker_threads.hpp>
