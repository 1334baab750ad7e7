// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/channel.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

// A long word of small letters and digits is what many keys look like, and hardly ever a variable's name.
static bool looksLikeKey(const QString &name)
{
    constexpr qsizetype shortestKey = 20;
    const auto isSmall = [](QChar c) { return c.isLower(); };
    const auto isDigit = [](QChar c) { return c.isDigit(); };
    return name.size() >= shortestKey && std::ranges::any_of(name, isSmall) && std::ranges::any_of(name, isDigit);
}

Result<CredentialRef> CredentialRef::fromString(const QString &text)
{
    if (text.isEmpty() || text == "none"_L1)
        return CredentialRef{};
    if (text == "keychain"_L1)
        return CredentialRef{.kind = Kind::Keychain, .name = {}};
    if (text == "session"_L1)
        return CredentialRef{.kind = Kind::Session, .name = {}};
    static const QRegularExpression variable(u"^env:([A-Za-z_][A-Za-z0-9_]*)\\z"_s);
    if (const QRegularExpressionMatch match = variable.match(text);
        match.hasMatch() && !looksLikeKey(match.captured(1)))
        return CredentialRef{.kind = Kind::Environment, .name = match.captured(1)};
    // The text is not repeated: people paste keys here.
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message =
                                     u"A key is given as \"env:NAME\" (an environment variable) or \"keychain\", "
                                     "never as the key itself."_s,
                                 .detail = {}});
}

QString CredentialRef::toString() const
{
    switch (kind) {
    case Kind::None:
        return u"none"_s;
    case Kind::Keychain:
        return u"keychain"_s;
    case Kind::Environment:
        return u"env:"_s + name;
    case Kind::Session:
        return u"session"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

static int defaultPort(const QString &scheme)
{
    return scheme == "https"_L1 ? 443 : scheme == "http"_L1 ? 80 : -1;
}

QString originText(const QUrl &url)
{
    if (url.isEmpty())
        return {};
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port(defaultPort(url.scheme())));
    return QString::fromLatin1(origin.toEncoded());
}

} // namespace evenhand
