// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/anthropic/modeltraits.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {

namespace {

struct ClaudeName
{
    QString family;    // "opus", "sonnet", …
    int version = 999; // 405 for 4.5; a name without a number is newer than all of these

    bool isNewest(QLatin1StringView name) const { return family == name && version >= 505; }
};

// "claude-sonnet-4-5-20250929", "claude-3-7-sonnet-latest", "anthropic/claude-sonnet-4.5", "claude-opus-4-1@20250805"
std::optional<ClaudeName> parseName(const QString &model)
{
    static const QRegularExpression familyFirst(u"^claude-([a-z]+)(?:-(\\d{1,2})(?:[-.](\\d{1,2}))?)?(?!\\d)"_s);
    static const QRegularExpression versionFirst(u"^claude-(\\d)(?:[-.](\\d{1,2}))?(?:-([a-z]+))?(?!\\d)"_s);
    const QString name = model.section(u'/', -1).toLower();
    if (const QRegularExpressionMatch match = familyFirst.match(name); match.hasMatch()) {
        ClaudeName result{.family = match.captured(1)};
        if (match.hasCaptured(2))
            result.version = match.captured(2).toInt() * 100 + match.captured(3).toInt();
        return result;
    }
    if (const QRegularExpressionMatch match = versionFirst.match(name); match.hasMatch())
        return ClaudeName{.family = match.captured(3),
                          .version = match.captured(1).toInt() * 100 + match.captured(2).toInt()};
    return std::nullopt;
}

int maxOutputOf(const ClaudeName &name)
{
    if (name.version >= 406)
        return 128'000;
    if (name.version >= 400)
        return name.family == "opus"_L1 && name.version < 405 ? 32'000 : 64'000;
    if (name.version >= 307)
        return 64'000;
    return name.version >= 305 ? 8192 : 4096;
}

bool supported(const QJsonValue &capability)
{
    return capability["supported"_L1].toBool();
}

} // namespace

ModelTraits traitsOfName(const QString &model)
{
    const std::optional<ClaudeName> name = parseName(model);
    if (!name)
        return {};
    const bool newest = name->isNewest("opus"_L1) || name->isNewest("sonnet"_L1) || name->family == "fable"_L1;
    return {.claude = true,
            .budget = name->version >= 307 && name->version <= 406,
            .adaptive = name->version >= 406,
            .disabled = name->version >= 307 && !newest,
            .samples = name->version <= 406,
            .oneSampler = name->version >= 400,
            .maxOutput = maxOutputOf(*name),
            .efforts = {}};
}

ModelTraits traitsOfEntry(const QJsonObject &model)
{
    ModelTraits traits = traitsOfName(model["id"_L1].toString());
    if (const int most = model["max_tokens"_L1].toInt(); most > 0)
        traits.maxOutput = most;
    const QJsonObject capabilities = model["capabilities"_L1].toObject();
    const QJsonObject thinking = capabilities["thinking"_L1].toObject();
    if (const QJsonObject types = thinking["types"_L1].toObject(); !types.isEmpty()) {
        traits.budget = supported(types["enabled"_L1]);
        traits.adaptive = supported(types["adaptive"_L1]);
        traits.disabled = supported(types["disabled"_L1]);
        traits.samples = traits.budget || !traits.adaptive;
    } else if (thinking.contains("supported"_L1) && !supported(thinking)) {
        traits.budget = traits.adaptive = traits.disabled = false;
    }
    const QJsonObject effort = capabilities["effort"_L1].toObject();
    for (const QString &name : {u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s}) {
        if (supported(effort[name]))
            traits.efforts.append(name);
    }
    return traits;
}

} // namespace evenhand
