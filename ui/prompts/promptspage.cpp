// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/prompts/promptspage.h"

#include "ui/models/format.h"
#include "ui/prompts/versionview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/focusorder.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFuture>
#include <QInputDialog>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPromise>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int promptRole = Qt::UserRole + 1;

// A prompt of that name is not given another version by mistake.
Result<PromptVersion> saveNew(Database &db, const PromptDialog::Content &content)
{
    return PromptStore::all(db).and_then([&](const QList<Prompt> &known) -> Result<PromptVersion> {
        if (!std::ranges::contains(known, content.name, &Prompt::name))
            return PromptStore::save(db, content.name, content.text);
        return std::unexpected(
            Error{ErrorCode::InvalidInput,
                  PromptsPage::tr("There already is a prompt \"%1\". Edit that one, or choose another name.")
                      .arg(content.name)});
    });
}

} // namespace

PromptsPage::PromptsPage(Workspace &workspace, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_frame(new PageFrame(tr("Prompts"), this))
    , m_filter(new QLineEdit)
    , m_list(new SideList)
    , m_names(new QStandardItemModel(this))
    , m_views(new QStackedWidget)
    , m_version(new QComboBox)
    , m_other(new QComboBox)
    , m_variables(textLabel({}, Theme::Face::Small, Theme::dimRole))
    , m_view(new VersionView)
    , m_otherView(new VersionView)
    , m_uses(new TableView)
    , m_useRows(new QStandardItemModel(this))
    , m_unused(sentenceLabel(tr("No run has sent this version yet."), Theme::dimRole))
    , m_problem(new Banner(Banner::Tone::Bad))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_frame);
    m_frame->body()->addWidget(m_views, 1);
    m_views->setAutoFillBackground(true);
    m_views->setBackgroundRole(QPalette::Base);
    auto *empty =
        new EmptyState(tr("A prompt that you save, here or from the composer, is kept with each of its versions."),
                       workspace.isReadOnly() ? QString() : tr("New prompt…"));
    connect(empty, &EmptyState::triggered, this, &PromptsPage::write);
    m_views->addWidget(empty);
    m_views->addWidget(buildBody());
    m_frame->body()->insertWidget(0, m_problem);
    m_problem->hide();
    buildList();
    buildBar();
    for (VersionView *view : {m_view, m_otherView})
        connect(view, &VersionView::completed, this, &PromptsPage::compare);
    setFocusProxy(m_list);
    orderFocusByTree(this);
    reload();
}

PromptsPage::~PromptsPage()
{
    m_stop.request_stop();
}

void PromptsPage::buildList()
{
    m_filter->setPlaceholderText(tr("Filter prompts"));
    m_filter->setAccessibleName(tr("Filter prompts"));
    m_filter->setClearButtonEnabled(true);
    auto *margin = new QHBoxLayout;
    margin->setContentsMargins(Theme::step + Theme::halfStep, 0, Theme::step + Theme::halfStep, Theme::step);
    margin->addWidget(m_filter);
    m_frame->contextBody()->addLayout(margin);
    m_frame->contextBody()->addWidget(m_list, 1);
    m_list->setModel(m_names);
    m_list->setAccessibleName(tr("Prompts"));
    connect(m_filter, &QLineEdit::textChanged, this, &PromptsPage::reload);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid())
            showPrompt(PromptId::fromString(index.data(promptRole).toString()));
    });
}

void PromptsPage::buildBar()
{
    const auto add = [this](const QString &text, const QString &tip, auto run) {
        auto *button = new QPushButton(text);
        button->setToolTip(Format::toolTip(tip));
        connect(button, &QPushButton::clicked, this, run);
        m_frame->bar()->addWidget(button);
        return button;
    };
    m_frame->bar()->addStretch(1);
    QPushButton *remove = add(tr("Delete…"), {}, [this] { askToRemove(); });
    QPushButton *rename = add(tr("Rename…"), {}, [this] { askForName(); });
    QPushButton *edit =
        add(tr("Edit…"), tr("Makes a new version from the one that is shown"), [this] { this->edit(); });
    QPushButton *fresh = add(tr("New prompt…"), {}, [this] { write(); });
    QPushButton *run = add(tr("Run with a suite…"), tr("Sends its newest version to a lineup, once for each case"),
                           [this] { emit runRequested(m_prompt); });
    QPushButton *use = add(tr("Use in Compare"), tr("Puts the version that is shown into the composer"),
                           [this] { emit useRequested(m_versions.at(m_version->currentIndex()).text); });
    m_forOne = {remove, rename, edit, run, use};
    m_changing = {remove, rename, edit, fresh, run};
}

void PromptsPage::refreshButtons()
{
    for (QPushButton *button : std::as_const(m_forOne))
        button->setEnabled(!m_prompt.isNull());
    for (QPushButton *button : std::as_const(m_changing))
        button->setEnabled(button->isEnabled() && !m_workspace.isReadOnly());
}

QWidget *PromptsPage::buildVersions()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::step);
    layout->addWidget(m_version);
    layout->addWidget(m_other);
    layout->addStretch(1);
    layout->addWidget(m_variables);
    m_version->setAccessibleName(tr("Version"));
    m_other->setAccessibleName(tr("Compared with"));
    connect(m_version, &QComboBox::activated, this, &PromptsPage::showVersions);
    connect(m_other, &QComboBox::activated, this, &PromptsPage::showVersions);
    return bar;
}

QWidget *PromptsPage::buildBody()
{
    auto *sides = new QSplitter(Qt::Horizontal);
    sides->addWidget(m_view);
    sides->addWidget(m_otherView);
    sides->setChildrenCollapsible(false);
    auto *lower = new QWidget;
    auto *layout = new QVBoxLayout(lower);
    layout->setContentsMargins(0, Theme::step, 0, 0);
    layout->setSpacing(Theme::step);
    for (QLabel *label : {textLabel(tr("Where it was used"), Theme::Face::Strong), m_unused}) {
        label->setContentsMargins(Theme::edge, 0, Theme::edge, 0);
        layout->addWidget(label);
    }
    m_uses->setModel(m_useRows);
    m_uses->setAccessibleName(tr("Where it was used"));
    layout->addWidget(m_uses, 1);
    layout->addStretch();
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(sides);
    parts->addWidget(lower);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildVersions());
    column->addWidget(new Rule(Qt::Horizontal));
    column->addWidget(parts, 1);
    return body;
}

void PromptsPage::showEvent(QShowEvent *event)
{
    reload();
    QWidget::showEvent(event);
}

void PromptsPage::reload()
{
    const Result<QList<Prompt>> prompts = PromptStore::all(m_workspace.reader(), m_filter->text());
    if (!prompts)
        return tell(std::unexpected(prompts.error()));
    const QSignalBlocker quiet(m_list->selectionModel());
    m_names->clear();
    for (const Prompt &prompt : *prompts) {
        QStandardItem *item = SideList::nameItem(prompt.name, tr("version %1").arg(prompt.latest));
        item->setData(prompt.id.toString(), promptRole);
        m_names->appendRow(item);
    }
    if (!showPrompt(m_prompt) && (prompts->isEmpty() || !showPrompt(prompts->first().id)))
        showNothing();
    m_views->setCurrentIndex(m_prompt.isNull() ? 0 : 1);
    refreshButtons();
}

void PromptsPage::showNothing()
{
    m_prompt = {};
    m_versions.clear();
    m_frame->setTitle({});
}

bool PromptsPage::showPrompt(PromptId prompt)
{
    const Result<QList<PromptVersion>> versions = PromptStore::versions(m_workspace.reader(), prompt);
    if (!versions || versions->isEmpty())
        return false;
    const bool isSame = prompt == m_prompt && *versions == m_versions;
    m_prompt = prompt;
    m_versions = *versions;
    for (int row = 0; row < m_names->rowCount(); ++row) {
        const QModelIndex index = m_names->index(row, 0);
        if (PromptId::fromString(index.data(promptRole).toString()) != prompt)
            continue;
        m_frame->setTitle(index.data().toString());
        m_list->setCurrentIndex(index);
    }
    if (isSame) {
        showUses(m_versions.at(std::max(0, m_version->currentIndex())).text);
    } else {
        fillVersions();
        showVersions();
    }
    return true;
}

// The newest one, beside the one before it.
void PromptsPage::fillVersions()
{
    m_version->clear();
    m_other->clear();
    m_other->addItem(tr("Compare with nothing"));
    for (const PromptVersion &version : std::as_const(m_versions)) {
        m_version->addItem(tr("Version %1").arg(version.number));
        m_other->addItem(tr("Compare with version %1").arg(version.number));
    }
    m_other->setCurrentIndex(m_versions.size() > 1 ? 2 : 0);
    m_other->setVisible(m_versions.size() > 1);
}

void PromptsPage::showVersions()
{
    const PromptVersion &version = m_versions.at(m_version->currentIndex());
    const int other = m_other->currentIndex() - 1;
    m_view->setVersion(version);
    m_otherView->setVisible(other >= 0);
    if (other >= 0)
        m_otherView->setVersion(m_versions.at(other));
    const QStringList names = variableNames(version.text);
    m_variables->setText(names.isEmpty() ? tr("No variables") : tr("Variables: %1").arg(names.join(", "_L1)));
    showUses(version.text);
    compare();
}

QString PromptsPage::variables() const
{
    return m_variables->text();
}

// ---- Changing ------------------------------------------------------------------------------------------------

PromptDialog *PromptsPage::write()
{
    const auto keep = [this](const PromptDialog::Content &content) {
        return m_workspace.write([&](Database &db) { return saveNew(db, content); })
            .transform([this](const PromptVersion &version) { m_prompt = version.prompt; });
    };
    return openDialog({}, keep);
}

PromptDialog *PromptsPage::edit()
{
    const PromptText text = m_versions.at(m_version->currentIndex()).text;
    const auto keep = [this](const PromptDialog::Content &content) {
        return m_workspace.write([&](Database &db) { return PromptStore::save(db, content.name, content.text); })
            .transform([](const PromptVersion &) {});
    };
    return openDialog({.name = m_frame->title(), .text = text}, keep);
}

PromptDialog *PromptsPage::openDialog(const PromptDialog::Content &content, PromptDialog::Keep keep)
{
    auto *dialog = new PromptDialog(content, std::move(keep), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &PromptsPage::reload);
    dialog->open();
    return dialog;
}

void PromptsPage::askForName()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the prompt"));
    dialog->setLabelText(tr("Name:"));
    dialog->setTextValue(m_frame->title());
    connect(dialog, &QInputDialog::textValueSelected, this, &PromptsPage::rename);
    dialog->open();
}

void PromptsPage::rename(const QString &name)
{
    const Result<void> renamed =
        m_workspace.write([&](Database &db) { return PromptStore::rename(db, m_prompt, name.trimmed()); });
    if (renamed)
        m_frame->setTitle(name.trimmed());
    tell(renamed);
    reload();
}

void PromptsPage::askToRemove()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("Delete the prompt \"%1\"?").arg(m_frame->title()));
    box->setInformativeText(
        Format::counted(m_versions.size(), tr("Its one version is deleted."), tr("Its %1 versions are deleted.")) + u' '
        + tr("Runs keep the prompt that they sent."));
    QPushButton *remove = box->addButton(tr("Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(remove, &QPushButton::clicked, this, &PromptsPage::remove);
    box->open();
}

void PromptsPage::remove()
{
    tell(m_workspace.write([&](Database &db) { return PromptStore::remove(db, m_prompt); }));
    reload();
}

void PromptsPage::tell(const Result<void> &done)
{
    m_problem->setText(done ? QString() : done.error().message);
    m_problem->setVisible(!done);
}

QString PromptsPage::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

// ---- What is shown -------------------------------------------------------------------------------------------

void PromptsPage::showUses(const PromptText &text)
{
    const QList<PromptUse> uses = PromptStore::uses(m_workspace.reader(), text).value_or(QList<PromptUse>());
    m_useRows->clear();
    m_useRows->setHorizontalHeaderLabels({tr("Run"), tr("Suite"), tr("When")});
    for (const PromptUse &use : uses) {
        const QString when = QLocale().toString(use.created.toLocalTime(), QLocale::ShortFormat);
        m_useRows->appendRow({new QStandardItem(use.name.isEmpty() ? tr("Without a name") : use.name),
                              new QStandardItem(use.suite), new QStandardItem(when)});
    }
    m_uses->setColumnCharacters({40, 40});
    m_uses->setVisible(!uses.isEmpty());
    m_unused->setVisible(uses.isEmpty());
}

void PromptsPage::compare()
{
    m_stop.request_stop();
    m_stop = {};
    if (m_otherView->isHidden())
        return mark({});
    const auto promise = std::make_shared<QPromise<QList<TextComparison>>>();
    promise->start();
    const std::stop_token stop = m_stop.get_token();
    promise->future().then(this, [this, stop](const QList<TextComparison> &parts) {
        if (!stop.stop_requested())
            mark(parts);
    });
    QThreadPool::globalInstance()->start([promise, stop, one = m_view->parts(), other = m_otherView->parts()] {
        QList<TextComparison> parts;
        for (qsizetype i = 0; i < one.size(); ++i)
            parts.append(compareTexts({one.at(i), other.at(i)}, stop));
        promise->addResult(std::move(parts));
        promise->finish();
    });
}

void PromptsPage::mark(const QList<TextComparison> &parts)
{
    QList<QList<TextRange>> marks[2];
    for (const TextComparison &part : parts) {
        for (qsizetype side = 0; side < 2; ++side)
            marks[side].append(part.answers.value(side).onlyHere);
    }
    m_view->setMarks(marks[0]);
    m_otherView->setMarks(marks[1]);
}

} // namespace evenhand
