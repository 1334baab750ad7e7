// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/provenancedialog.h"

#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int labelWidth = 24; // characters

// "Label               value" lines under a heading; lines without a value are left out.
class Section
{
public:
    explicit Section(const QString &heading)
        : m_text(heading)
    {
    }

    void add(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            m_text += u"\n  %1%2"_s.arg(label.leftJustified(labelWidth), value);
    }
    void add(const QString &label, const std::optional<Duration> &value)
    {
        if (value)
            add(label, Format::duration(*value));
    }
    void addHeaders(const QList<Header> &headers)
    {
        for (const Header &header : headers)
            m_text += u"\n  %1: %2"_s.arg(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
    }
    void addBlock(const QString &block)
    {
        if (!block.isEmpty())
            m_text += "\n\n"_L1 + block;
    }
    QString text() const { return m_text; }

private:
    QString m_text;
};

QString tr(const char *text)
{
    return ProvenanceDialog::tr(text);
}

QString readable(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    return QString::fromUtf8(json.isNull() ? body : json.toJson()).trimmed();
}

QString asked(const RunTarget &target, const Attempt &attempt)
{
    Section section(tr("What was asked"));
    section.add(tr("Model"), target.target.model);
    section.add(tr("Channel"), target.channel.name);
    section.add(tr("Plugin"), target.channel.plugin);
    section.add(tr("Parameters"), Format::parameters(target.target.parameters));
    section.add(tr("Operator"), target.channel.operatorName);
    section.add(tr("Jurisdiction"), target.channel.jurisdiction);
    section.add(tr("Region"), target.channel.region);
    section.add(tr("Started"), QLocale().toString(attempt.started.toLocalTime(), QLocale::LongFormat));
    return section.text();
}

QString identity(const Identity &identity)
{
    Section section(tr("What the provider said of itself"));
    section.add(tr("Model"), identity.model);
    section.add(tr("Answer id"), identity.responseId);
    section.add(tr("Request id"), identity.requestId);
    section.add(tr("Region"), identity.region);
    section.add(tr("Service tier"), identity.serviceTier);
    section.add(tr("Fingerprint"), identity.fingerprint);
    section.addHeaders(identity.headers);
    return section.text();
}

QString timing(const Attempt &attempt)
{
    const Timing &timing = attempt.timing;
    Section section(tr("Timing, from the moment the request was handed over"));
    section.add(tr("Queue before it"), timing.queue);
    section.add(tr("New connection begun"), timing.connecting);
    section.add(tr("Request written"), timing.requestSent);
    section.add(tr("First byte"), timing.firstByte);
    section.add(tr("First reasoning"), timing.firstReasoning);
    section.add(tr("First visible token"), timing.firstText);
    section.add(tr("Last token"), timing.lastToken);
    section.add(tr("End"), timing.total);
    return section.text();
}

QString ending(const Attempt &attempt)
{
    Section section(tr("How it ended"));
    section.add(tr("State"), Format::state(attempt.state));
    section.add(tr("Stop reason"), attempt.answer.stop == StopReason::None ? QString() : toString(attempt.answer.stop));
    section.add(tr("In its own word"), attempt.answer.stopRaw);
    if (attempt.error) {
        section.add(tr("Error"), toString(attempt.error->code));
        section.addBlock(attempt.error->message);
        section.addBlock(attempt.error->detail);
    }
    return section.text();
}

QString usage(const Answer &answer)
{
    Section section(tr("Tokens"));
    if (!answer.usage)
        section.addBlock(tr("The provider did not report any."));
    else
        section.addBlock(Format::usageLines(*answer.usage).join(u'\n'));
    if (!answer.usageRaw.isEmpty())
        section.addBlock(readable(QJsonDocument(answer.usageRaw).toJson()));
    return section.text();
}

QString request(const RequestRecord &request)
{
    Section section(tr("The request as it was sent, keys left out"));
    section.addBlock(u"%1 %2"_s.arg(QString::fromUtf8(request.method), request.url.toString()));
    section.addHeaders(request.headers);
    section.addBlock(readable(request.body));
    return section.text();
}

} // namespace

QString provenanceText(const RunTarget &target, const Attempt &attempt)
{
    QStringList parts{asked(target, attempt), identity(attempt.identity), timing(attempt), usage(attempt.answer),
                      ending(attempt)};
    if (attempt.request)
        parts.append(request(*attempt.request));
    return parts.join(u"\n\n\n"_s);
}

ProvenanceDialog::ProvenanceDialog(const RunTarget &target, const Cell &cell, QWidget *parent)
    : QDialog(parent)
    , m_target(target)
    , m_cell(cell)
    , m_attempts(new QComboBox)
    , m_view(new QPlainTextEdit)
{
    setWindowTitle(tr("Provenance of the answer of %1").arg(target.target.model));
    resize(760, 640);
    for (const Attempt &attempt : m_cell.attempts) {
        m_attempts->addItem(tr("Attempt %1 of %2: %3")
                                .arg(Format::count(attempt.number), Format::count(m_cell.attempts.last().number),
                                     Format::state(attempt.state)));
    }
    m_attempts->setAccessibleName(tr("Attempt"));
    m_attempts->setVisible(m_cell.attempts.size() > 1);
    m_view->setReadOnly(true);
    m_view->setFont(Theme::font(Theme::Face::Code));
    m_view->setAccessibleName(windowTitle());
    m_view->document()->setDocumentMargin(12);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_attempts);
    layout->addWidget(m_view);
    layout->addWidget(buttons);
    connect(m_attempts, &QComboBox::currentIndexChanged, this, &ProvenanceDialog::show);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    m_attempts->setCurrentIndex(int(m_cell.attempts.size()) - 1);
    show(int(m_cell.attempts.size()) - 1);
}

QString ProvenanceDialog::text() const
{
    return m_view->toPlainText();
}

void ProvenanceDialog::show(int attempt)
{
    m_view->setPlainText(provenanceText(m_target, m_cell.attempts.at(attempt)));
}

} // namespace evenhand
