// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/compare/composer.h"

#include "ui/compare/attachmentlist.h"
#include "ui/compare/growingedit.h"
#include "ui/compare/jsondialog.h"
#include "ui/compare/keys.h"
#include "ui/compare/variablespanel.h"
#include "ui/models/format.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int mostRepeats = 1000;

const QString toolsExample = uR"([
    {
        "name": "weather",
        "description": "The weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        "result": {"sky": "clear", "celsius": 21}
    }
])"_s;
const QString formatExample = uR"({
    "title": "answer",
    "type": "object",
    "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
    "required": ["city", "people"],
    "additionalProperties": false
})"_s;

QString toolNames(const ToolSet &set)
{
    QStringList names;
    for (const Tool &tool : set.tools)
        names.append(set.results.contains(tool.name) ? Composer::tr("%1 (recorded result)").arg(tool.name) : tool.name);
    return names.join(u", "_s);
}

QString keysText(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText).replace("Return"_L1, u"↵"_s);
}

QPushButton *chip(const QString &text, bool checkable)
{
    auto *button = new QPushButton(text);
    button->setCheckable(checkable);
    button->setAutoDefault(false);
    QFont face = Theme::font(Theme::Face::Body);
    face.setWeight(QFont::Normal); // said, since buttons have a weight of their own
    button->setFont(face);
    return button;
}

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_system(new GrowingEdit(2, 6))
    , m_systemLabel(textLabel(tr("System prompt"), Theme::Face::Small, Theme::dimRole))
    , m_user(new GrowingEdit(3, 10))
    , m_variables(new VariablesPanel)
    , m_attachments(new AttachmentList)
    , m_systemButton(chip(tr("System prompt"), true))
    , m_variablesButton(chip(tr("Variables"), true))
    , m_attachButton(chip(tr("Attach…"), false))
    , m_toolsButton(chip(tr("Tools"), false))
    , m_promptsButton(chip(tr("Prompts"), false))
    , m_repeats(new QSpinBox)
    , m_doubts(sentenceLabel({}, Theme::dimRole))
    , m_hint(textLabel({}, Theme::Face::Body, Theme::dimRole))
    , m_send(new QPushButton)
{
    m_system->setAccessibleName(tr("System prompt"));
    m_system->setPlaceholderText(tr("How every target is to behave"));
    m_user->setAccessibleName(tr("Prompt"));
    m_user->setPlaceholderText(tr("Ask every target the same. {{name}} makes a variable."));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, 12, Theme::edge, 12);
    layout->setSpacing(Theme::step);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_systemLabel, m_system, m_user, m_variables, m_attachments, m_doubts})
        layout->addWidget(part);
    m_doubts->hide();
    layout->addWidget(makeRow());
    toggleSystem(false);
    toggleVariables(false);

    connect(m_user, &QPlainTextEdit::textChanged, this, &Composer::promptChanged);
    connect(m_system, &QPlainTextEdit::textChanged, this, &Composer::promptChanged);
    connect(m_user, &GrowingEdit::filesDropped, m_attachments, &AttachmentList::addFiles);
    connect(m_variables, &VariablesPanel::changed, this, [this] {
        refresh();
        emit changed();
    });
    connect(m_attachments, &AttachmentList::changed, this, &Composer::changed);
    addShortcuts();
    refresh();
}

QWidget *Composer::makeRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    m_repeats->setRange(1, mostRepeats);
    m_repeats->setPrefix(tr("Repeat ×"));
    m_repeats->setAccessibleName(tr("How often each target is asked"));
    m_repeats->setToolTip(tr("How often each target is asked"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_systemButton, m_variablesButton, m_attachButton,
                                                            m_toolsButton, m_promptsButton, m_repeats})
        layout->addWidget(widget);
    layout->addStretch();
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    layout->addWidget(m_hint, 100);
    layout->addWidget(m_send);
    connect(m_systemButton, &QPushButton::toggled, this, &Composer::toggleSystem);
    connect(m_variablesButton, &QPushButton::toggled, this, &Composer::toggleVariables);
    connect(m_attachButton, &QPushButton::clicked, this, &Composer::chooseFiles);
    m_toolsButton->setMenu(makeToolsMenu());
    connect(m_repeats, &QSpinBox::valueChanged, this, [this] {
        refresh();
        emit changed();
    });
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    return row;
}

QMenu *Composer::makeToolsMenu()
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("Tools…"), this, &Composer::editTools);
    menu->addAction(tr("Answer format…"), this, &Composer::editFormat);
    return menu;
}

void Composer::addShortcuts()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto &&slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, slot);
        m_shortcuts.append(action);
    };
    add(tr("Send the prompt"), Keys::send, [this] {
        if (m_running == 0)
            send();
    });
    add(tr("Stop all answers"), Keys::stopAll, [this] {
        if (m_running > 0)
            send();
    });
    add(tr("Write the prompt"), Qt::CTRL | Qt::Key_E, &Composer::focusPrompt);
    add(tr("Show or hide the system prompt"), Qt::CTRL | Qt::SHIFT | Qt::Key_Y, [this] { m_systemButton->toggle(); });
    add(tr("Show or hide the variables"), Qt::CTRL | Qt::SHIFT | Qt::Key_E, [this] {
        if (m_variablesButton->isEnabled())
            m_variablesButton->toggle();
    });
    add(tr("Attach files"), Qt::CTRL | Qt::SHIFT | Qt::Key_A, &Composer::chooseFiles);
}

PromptText Composer::prompt() const
{
    return {.system = m_systemButton->isChecked() ? m_system->toPlainText() : QString(),
            .user = m_user->toPlainText(),
            .variables = m_variables->values(),
            .attachments = m_attachments->attachments(),
            .tools = m_tools.tools,
            .toolResults = m_tools.results,
            .format = m_format};
}

void Composer::setPrompt(const PromptText &prompt)
{
    {
        const QSignalBlocker guard(this);
        m_system->setPlainText(prompt.system);
        m_systemButton->setChecked(!prompt.system.isEmpty());
        m_user->setPlainText(prompt.user);
        m_variables->setValues(prompt.variables);
        m_attachments->setAttachments(prompt.attachments);
        m_tools = {.tools = prompt.tools, .results = prompt.toolResults};
        m_format = prompt.format;
        promptChanged();
    }
    emit changed();
}

void Composer::clearUserPart()
{
    m_user->clear();
    m_attachments->setAttachments({});
}

int Composer::repeats() const
{
    return m_repeats->value();
}

void Composer::setRepeats(int repeats)
{
    m_repeats->setValue(repeats);
}

void Composer::setTargets(int targets)
{
    m_targets = targets;
    refresh();
}

void Composer::setRunning(int cells)
{
    m_running = cells;
    refresh();
}

void Composer::setDoubts(const QStringList &sentences)
{
    m_doubts->setText(sentences.join(u'\n'));
    m_doubts->setVisible(!sentences.isEmpty());
}

void Composer::setBlocked(const QString &reason)
{
    m_blocked = reason;
    refresh();
}

void Composer::setPromptMenu(QMenu *menu)
{
    m_promptsButton->setMenu(menu);
}

void Composer::focusPrompt()
{
    m_user->setFocus(Qt::ShortcutFocusReason);
}

void Composer::send()
{
    if (m_running > 0)
        emit stopAllRequested();
    else if (m_send->isEnabled())
        emit sendRequested();
}

void Composer::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, m_attachments, &AttachmentList::addFiles);
    dialog->open();
}

void Composer::editTools()
{
    const auto check = [](const QByteArray &text) {
        return toolsFromText(text).transform([](const ToolSet &set) {
            return Format::counted(set.tools.size(), tr("1 tool: %2"), tr("%1 tools: %2")).arg(toolNames(set));
        });
    };
    auto *dialog = new JsonDialog(
        {.title = tr("Tools"),
         .hint = tr("These tools are offered to every target. Nothing is run: a call is shown, and answered with the "
                    "tool's “result”, the same to every target. A call of a tool without one ends the answer."),
         .example = toolsExample,
         .text = m_tools.tools.isEmpty() ? QByteArray() : toText(m_tools)},
        check, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JsonDialog::chosen, this, [this](const QByteArray &text) {
        m_tools = text.isEmpty() ? ToolSet() : toolsFromText(text).value_or(m_tools);
        refresh();
        emit changed();
    });
    dialog->open();
}

void Composer::editFormat()
{
    const auto check = [](const QByteArray &text) {
        return formatFromText(text).transform([](const AnswerFormat &format) {
            return tr("Every answer is asked for as the JSON named “%1”.").arg(format.name);
        });
    };
    auto *dialog = new JsonDialog({.title = tr("Answer format"),
                                   .hint = tr("Every target is asked for JSON of this JSON Schema."),
                                   .example = formatExample,
                                   .text = m_format ? toText(*m_format) : QByteArray()},
                                  check, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JsonDialog::chosen, this, [this](const QByteArray &text) {
        m_format.reset();
        if (const Result<AnswerFormat> format = formatFromText(text))
            m_format = *format;
        refresh();
        emit changed();
    });
    dialog->open();
}

QString Composer::toolsText() const
{
    if (m_tools.tools.isEmpty())
        return m_format ? tr("Tools, format") : tr("Tools");
    const QString count = Format::count(m_tools.tools.size());
    return m_format ? tr("Tools %1, format").arg(count) : tr("Tools %1").arg(count);
}

void Composer::promptChanged()
{
    const QStringList before = m_variables->names();
    const QStringList names = variableNames(prompt());
    m_variables->setNames(names);
    m_variablesButton->setEnabled(!names.isEmpty());
    m_variablesButton->setText(names.isEmpty() ? tr("Variables") : tr("Variables %1").arg(Format::count(names.size())));
    if (before.isEmpty() && !names.isEmpty())
        m_variablesButton->setChecked(true);
    m_variables->setVisible(!names.isEmpty() && m_variablesButton->isChecked());
    refresh();
    emit changed();
}

void Composer::toggleSystem(bool shown)
{
    m_systemLabel->setVisible(shown);
    m_system->setVisible(shown);
    if (shown && isVisible())
        m_system->setFocus(Qt::OtherFocusReason);
    promptChanged();
}

void Composer::toggleVariables(bool shown)
{
    m_variables->setVisible(shown && !m_variables->names().isEmpty());
    if (shown && isVisible() && !m_user->hasFocus())
        m_variables->focusFirst();
}

QString Composer::sendText() const
{
    const QString keys = keysText(Keys::send);
    if (m_targets == 0)
        return tr("Send  %1").arg(keys);
    return repeats() == 1 ? tr("Send to %1  %2").arg(Format::count(m_targets), keys)
                          : tr("Send %1 × %2  %3").arg(Format::count(m_targets), Format::count(repeats()), keys);
}

void Composer::refresh()
{
    const qsizetype missing = m_variables->names().size() - m_variables->values().size();
    m_toolsButton->setText(toolsText());
    m_send->setText(m_running > 0 ? tr("Stop all  %1").arg(keysText(Keys::stopAll)) : sendText());
    m_send->setDefault(m_running == 0);
    m_send->setEnabled(m_running > 0 || (m_blocked.isEmpty() && m_targets > 0 && !m_user->document()->isEmpty()));
    if (!m_blocked.isEmpty())
        m_hint->setText(m_blocked);
    else if (m_running > 0)
        m_hint->setText(Format::counted(m_running, tr("1 answer under way"), tr("%1 answers under way")));
    else if (m_targets == 0)
        m_hint->setText(tr("The lineup has no targets yet"));
    else if (missing > 0)
        m_hint->setText(Format::counted(missing, tr("1 variable without a value"), tr("%1 variables without a value")));
    else
        m_hint->setText(tr("priced as answers end"));
}

} // namespace evenhand
