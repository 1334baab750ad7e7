// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/core/channel.h"

using namespace Qt::StringLiterals;

namespace evenhand {

Result<CredentialRef> CredentialRef::fromString(const QString &text)
{
    if (text.isEmpty() || text == "none"_L1)
        return CredentialRef{};
    if (text == "keychain"_L1)
        return CredentialRef{.kind = Kind::Keychain, .name = {}};
    if (text == "session"_L1)
        return CredentialRef{.kind = Kind::Session, .name = {}};
    const QString name = text.mid(4);
    if (text.startsWith("env:"_L1) && !name.isEmpty() && !name.contains(u'='))
        return CredentialRef{.kind = Kind::Environment, .name = name};
    // The text is not repeated: people paste keys here.
    return std::unexpected(Error{.code = ErrorCode::InvalidInput,
                                 .message = u"A key is given as \"env:NAME\" (an environment variable) or \"keychain\", "
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

} // namespace evenhand
