// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/gemini/geminisettings.h"
#include "plugins/google/googletokens.h"

#include <evenhand/provider.h>

#include <QHash>

namespace evenhand {

// What all requests of a channel share; they keep it alive.
class GeminiChannel
{
public:
    GeminiChannel(GeminiSettings settings, ProviderContext context, const GoogleEnvironment &environment);

    const GeminiSettings &settings() const { return m_settings; }
    QNetworkAccessManager *network() const { return m_context.network; }
    TokenSource &tokens() const { return *m_tokens; }
    // What the address says about where requests are answered; empty for the Gemini API.
    QString region() const { return m_settings.place ? m_settings.place->location : QString(); }

    // Token: of Vertex AI, or the key of the Gemini API.
    HttpRequest chatRequest(const QString &model, const QByteArray &token, const QByteArray &body) const;
    // page: what the page before said about the next one; empty for the first page.
    HttpRequest modelsRequest(const QByteArray &token, const QString &page = {}) const;

    // Members that a model did not take hold for all later requests.
    void learn(const QString &model, const QString &member);
    QStringList refusedMembers(const QString &model) const { return m_refused.value(model); }

private:
    HttpRequest request(const QByteArray &method, const QByteArray &path, const QByteArray &token) const;

    GeminiSettings m_settings;
    ProviderContext m_context;
    std::unique_ptr<TokenSource> m_tokens;
    const GoogleTokens *m_google = nullptr; // the same, on Vertex AI
    QHash<QString, QStringList> m_refused;
};

// The path below a version of the Gemini API, or below the place on Vertex AI, of a model named as lists name it, in
// short or in full. Percent-encoded.
QByteArray modelPath(const QString &model, const std::optional<VertexPlace> &place);

} // namespace evenhand
