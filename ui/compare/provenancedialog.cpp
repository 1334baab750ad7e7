// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/provenancedialog.h"

#include "app/text/visibletext.h"
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
#include <QPushButton>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int labelWidth = 24;   // characters, where it is copied
constexpr int valueColumn = 180; // pixels, where it is shown

// What is said under one heading. Lines without a value are left out.
struct Section
{
    QString heading;
    QList<std::pair<QString, QString>> lines;
    QString code; // under the lines, as it is

    void add(const QString &label, const QString &value)
    {
        if (!value.isEmpty())
            lines.append({label, value});
    }
    void add(const QString &label, const std::optional<Duration> &value)
    {
        if (value)
            add(label, Format::duration(*value));
    }
    bool isEmpty() const { return lines.isEmpty() && code.isEmpty(); }
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

Section asked(const RunTarget &target, const Attempt &attempt)
{
    Section section{.heading = tr("What was asked"), .lines = {}, .code = {}};
    section.add(tr("Model"), target.target.model);
    section.add(tr("Channel"), target.channel.name);
    section.add(tr("Plugin"), target.channel.plugin);
    section.add(tr("Parameters"), Format::parameters(target.target.parameters));
    section.add(tr("Operator"), target.channel.operatorName);
    section.add(tr("Jurisdiction"), target.channel.jurisdiction);
    section.add(tr("Region"), target.channel.region);
    section.add(tr("Started"), QLocale().toString(attempt.started.toLocalTime(), QLocale::LongFormat));
    return section;
}

Section attached(const QList<AttachmentRef> &files)
{
    Section section{.heading = tr("The files that went with it"), .lines = {}, .code = {}};
    for (const AttachmentRef &file : files)
        section.add(file.name(), tr("%1, %2, SHA-256 %3").arg(file.mediaType, Format::bytes(file.size), file.sha256));
    return section;
}

Section claims(const Identity &identity)
{
    Section section{.heading = tr("What the provider said of itself"), .lines = {}, .code = {}};
    section.add(tr("Model"), identity.model);
    section.add(tr("Answer id"), identity.responseId);
    section.add(tr("Request id"), identity.requestId);
    section.add(tr("Region"), identity.region);
    section.add(tr("Service tier"), identity.serviceTier);
    section.add(tr("Fingerprint"), identity.fingerprint);
    for (const Header &header : identity.headers)
        section.add(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
    return section;
}

Section phases(const Timing &timing)
{
    Section section{.heading = tr("Timing, from the moment the request was handed over"), .lines = {}, .code = {}};
    section.add(tr("Queue before it"), timing.queue);
    section.add(tr("New connection begun"), timing.connecting);
    section.add(tr("Request written"), timing.requestSent);
    section.add(tr("First byte"), timing.firstByte);
    section.add(tr("First reasoning"), timing.firstReasoning);
    section.add(tr("First visible token"), timing.firstText);
    section.add(tr("Last token"), timing.lastToken);
    section.add(tr("End"), timing.total);
    return section;
}

Section tokens(const Answer &answer)
{
    Section section{.heading = tr("Tokens"), .lines = {}, .code = {}};
    if (answer.usage)
        section.lines = Format::usage(*answer.usage);
    else
        section.add(tr("Not reported"), tr("The provider did not say how many."));
    if (!answer.usageRaw.isEmpty())
        section.code = readable(QJsonDocument(answer.usageRaw).toJson());
    return section;
}

Section ending(const Attempt &attempt)
{
    Section section{.heading = tr("How it ended"), .lines = {}, .code = {}};
    section.add(tr("State"), Format::state(attempt.state));
    section.add(tr("Stop reason"), attempt.answer.stop == StopReason::None ? QString() : toString(attempt.answer.stop));
    section.add(tr("In its own word"), attempt.answer.stopRaw);
    if (attempt.error) {
        section.add(tr("Error"), toString(attempt.error->code));
        section.add(tr("Said"), attempt.error->message);
        section.code = attempt.error->detail;
    }
    return section;
}

Section sent(const std::optional<RequestRecord> &request)
{
    Section section{.heading = tr("The request as it was sent, keys left out"), .lines = {}, .code = {}};
    if (!request)
        return section;
    section.add(QString::fromUtf8(request->method), request->url.toString());
    for (const Header &header : request->headers)
        section.add(QString::fromUtf8(header.name), QString::fromUtf8(header.value));
    section.code = readable(request->body);
    return section;
}

Section results(const QList<ToolResult> &results)
{
    Section section{.heading = tr("Recorded results that were sent back"), .lines = {}, .code = {}};
    for (const ToolResult &result : results)
        section.add(result.name, result.text);
    return section;
}

Section together(const Attempt &attempt)
{
    Section section{.heading = tr("All requests together"), .lines = {}, .code = {}};
    if (const std::optional<Usage> usage = attempt.usage())
        section.lines = Format::usage(*usage);
    section.add(tr("Time"), attempt.total());
    return section;
}

Round lastRequest(const Attempt &attempt)
{
    return {.request = attempt.request,
            .identity = attempt.identity,
            .answer = attempt.answer,
            .timing = attempt.timing,
            .results = {}};
}

QList<Section> sectionsOf(const RunTarget &target, const QList<AttachmentRef> &files, const Attempt &attempt)
{
    const QList<Round> requests = attempt.rounds + QList<Round>{lastRequest(attempt)};
    QList<Section> sections{asked(target, attempt), attached(files)};
    if (requests.size() > 1)
        sections.append(together(attempt));
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const Round &request = requests.at(i);
        QList<Section> its{claims(request.identity), phases(request.timing), tokens(request.answer)};
        if (i == requests.size() - 1)
            its.append(ending(attempt));
        its << results(request.results) << sent(request.request);
        for (Section &section : its) {
            if (requests.size() > 1)
                section.heading = tr("Request %1 of %2 · %3")
                                      .arg(Format::count(i + 1), Format::count(requests.size()), section.heading);
        }
        sections += its;
    }
    sections.removeIf([](const Section &section) { return section.isEmpty(); });
    return sections;
}

QTextCharFormat format(Theme::Face face, const QColor &ink)
{
    QTextCharFormat format;
    format.setFont(Theme::font(face));
    format.setForeground(ink);
    return format;
}

// Formats only: what was said by others is never taken for markup.
void write(QTextCursor &cursor, const Section &section)
{
    const Theme::Colors &colors = Theme::colors();
    QTextBlockFormat heading;
    heading.setTopMargin(cursor.atStart() ? 0 : 20);
    heading.setBottomMargin(Theme::halfStep);
    QTextBlockFormat line;
    line.setLeftMargin(valueColumn);
    line.setTextIndent(-valueColumn);
    line.setTabPositions({QTextOption::Tab(valueColumn, QTextOption::LeftTab)});
    line.setBottomMargin(2);
    if (cursor.atStart())
        cursor.setBlockFormat(heading);
    else
        cursor.insertBlock(heading);
    cursor.insertText(section.heading, format(Theme::Face::Strong, colors.text));
    for (const auto &[label, value] : section.lines) {
        cursor.insertBlock(line);
        cursor.insertText(label + u'\t', format(Theme::Face::Body, colors.dim));
        cursor.insertText(visibleText(value), format(Theme::Face::Body, colors.text));
    }
    if (section.code.isEmpty())
        return;
    QTextBlockFormat code;
    code.setTopMargin(Theme::step);
    cursor.insertBlock(code);
    cursor.insertText(visibleText(section.code).replace(u'\n', QChar::LineSeparator),
                      format(Theme::Face::Code, colors.text));
}

} // namespace

QString provenanceText(const RunTarget &target, const QList<AttachmentRef> &files, const Attempt &attempt)
{
    QStringList parts;
    for (const Section &section : sectionsOf(target, files, attempt)) {
        QStringList lines{section.heading};
        for (const auto &[label, value] : section.lines)
            lines.append(u"  %1%2"_s.arg(label.leftJustified(labelWidth), value));
        if (!section.code.isEmpty())
            lines.append(u'\n' + section.code);
        parts.append(lines.join(u'\n'));
    }
    return parts.join(u"\n\n"_s);
}

ProvenanceDialog::ProvenanceDialog(const RunSpec &spec, const Cell &cell, QWidget *parent)
    : QDialog(parent)
    , m_target(spec.targets.at(cell.target))
    , m_files(sentFiles(spec, cell.caseIndex, cell.target))
    , m_cell(cell)
    , m_attempts(new QComboBox)
    , m_view(new QTextEdit)
{
    setWindowTitle(tr("Provenance of the answer of %1").arg(m_target.target.model));
    resize(760, 640);
    for (const Attempt &attempt : m_cell.attempts) {
        m_attempts->addItem(tr("Attempt %1 of %2: %3")
                                .arg(Format::count(attempt.number), Format::count(m_cell.attempts.last().number),
                                     Format::state(attempt.state)));
    }
    m_attempts->setAccessibleName(tr("Attempt"));
    m_attempts->setVisible(m_cell.attempts.size() > 1);
    m_view->setReadOnly(true);
    m_view->setAccessibleName(windowTitle());
    m_view->document()->setDocumentMargin(Theme::edge);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    for (QAbstractButton *button : buttons->buttons())
        static_cast<QPushButton *>(button)->setAutoDefault(false);
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
    return provenanceText(m_target, m_files, m_cell.attempts.at(m_attempts->currentIndex()));
}

void ProvenanceDialog::show(int attempt)
{
    m_view->clear();
    QTextCursor cursor(m_view->document());
    for (const Section &section : sectionsOf(m_target, m_files, m_cell.attempts.at(attempt)))
        write(cursor, section);
    m_view->moveCursor(QTextCursor::Start);
}

} // namespace evenhand
