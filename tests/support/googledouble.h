// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include <QDateTime>

namespace evenhand {

// Why Google's token service would refuse the request; empty: it would not.

// A service account's, whose public key and address are these. `now` is what the service's clock says.
QString assertionComplaint(const SeenRequest &request, const QByteArray &publicKey, const QString &email,
                           const QUrl &service, const QDateTime &now);

// A person's login.
QString refreshComplaint(const SeenRequest &request, const QByteArray &form);

} // namespace evenhand
