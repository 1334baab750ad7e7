// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/modelscall.h"

#include "app/core/redactor.h"
#include "app/engine/pluginborder.h"
#include "app/engine/providerhost.h"

#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace evenhand {

static constexpr std::chrono::seconds longestWait{60};

ModelsCall::ModelsCall(PluginCatalog &plugins, CredentialStore &credentials, const Network &network,
                       const Redactor &redactor, const Channel &channel)
    : m_plugins(plugins)
    , m_credentials(credentials)
    , m_network(network)
    , m_redactor(redactor)
    , m_channel(channel)
{
}

ModelsCall::~ModelsCall()
{
    releaseReply();
}

void ModelsCall::start()
{
    QTimer::singleShot(longestWait, this, [this] {
        answer(std::unexpected(Error{
            .code = ErrorCode::Timeout,
            .message =
                u"Channel \"%1\" did not list its models within %2 s."_s.arg(m_channel.name).arg(longestWait.count()),
            .detail = {}}));
    });
    resolveAccess(m_credentials, m_network, m_channel, [self = QPointer(this)](const Result<Access> &access) {
        if (self)
            self->ask(access);
    });
}

void ModelsCall::ask(const Result<Access> &access)
{
    const Result<ModelsReply *> reply =
        access.and_then([this](const Access &found) { return ProviderHost::create(m_plugins, m_channel, found); })
            .and_then([this](const std::shared_ptr<ProviderHost> &host) {
                m_host = host;
                return host->listModels();
            });
    if (!reply)
        return answer(std::unexpected(reply.error()));
    m_reply = *reply;
    connect(m_reply, &ModelsReply::noted, this, &ModelsCall::tell);
    connect(m_reply, &ModelsReply::finished, this, &ModelsCall::answer);
}

void ModelsCall::tell(ModelsNotes notes)
{
    if (notes.credential) {
        notes.credential->origin = m_redactor.redact(notes.credential->origin);
        notes.credential->renewal = m_redactor.redact(notes.credential->renewal);
    }
    for (QString &notice : notes.notices)
        notice = m_redactor.redact(notice);
    emit noted(notes);
}

void ModelsCall::answer(const ModelList &models)
{
    releaseReply();
    emit answered(
        models.or_else([this](const Error &error) -> ModelList { return std::unexpected(m_redactor.redact(error)); }));
    deleteLater();
}

void ModelsCall::releaseReply()
{
    if (ModelsReply *reply = std::exchange(m_reply, nullptr)) {
        disconnect(reply, nullptr, this, nullptr);
        std::ignore = callPlugin(m_channel.plugin, [reply] { reply->cancel(); });
        reply->deleteLater();
    }
}

} // namespace evenhand
