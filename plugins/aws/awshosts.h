// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <evenhand/error.h>

#include <QUrl>

namespace evenhand {

struct AwsEnvironment;

// "eu-central-1". What is none could turn a host name into somebody else's.
bool isAwsRegion(const QString &region);

// "amazonaws.com", or what the partition of the region has instead.
QString awsDnsSuffix(const QString &region);

// "https://{service}.{region}.{suffix}"
QUrl awsUrl(const QString &service, const QString &region);

// Whether Bedrock itself answers there: its own hosts in this region and the private ones of a VPC. Other hosts below
// Amazon's names may be anybody's.
bool isBedrockUrl(const QUrl &url, const QString &region);

bool isOnThisComputer(const QUrl &url);

// Where calls to a service go: the address in AWS_ENDPOINT_URL_{variable} or AWS_ENDPOINT_URL, else the service's own.
Result<QUrl> awsServiceUrl(const QString &service, const QString &variable, const QString &region,
                           const AwsEnvironment &environment);

} // namespace evenhand
