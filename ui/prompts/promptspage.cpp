// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/prompts/promptspage.h"

#include "ui/prompts/versionview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFuture>
#include <QLineEdit>
#include <QLocale>
#include <QPromise>
#include <QSplitter>
#include <QStackedWidget>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int promptRole = Qt::UserRole + 1;

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
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_frame);
    m_frame->body()->addWidget(m_views, 1);
    m_views->setAutoFillBackground(true);
    m_views->setBackgroundRole(QPalette::Base);
    m_views->addWidget(new EmptyState(tr("A prompt that you save from the composer is kept here, with each of its "
                                         "versions.")));
    m_views->addWidget(buildBody());
    buildList();
    m_frame->bar()->addStretch(1);
    m_frame->bar()->addWidget(m_version);
    m_frame->bar()->addWidget(m_other);
    m_version->setAccessibleName(tr("Version"));
    m_other->setAccessibleName(tr("Compared with"));
    connect(m_version, &QComboBox::activated, this, &PromptsPage::showVersions);
    connect(m_other, &QComboBox::activated, this, &PromptsPage::showVersions);
    for (VersionView *view : {m_view, m_otherView})
        connect(view, &VersionView::completed, this, &PromptsPage::compare);
    setFocusProxy(m_list);
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
    for (QLabel *label : {m_variables, textLabel(tr("Where it was used"), Theme::Face::Strong), m_unused}) {
        label->setContentsMargins(Theme::edge, 0, Theme::edge, 0);
        layout->addWidget(label);
    }
    m_uses->setModel(m_useRows);
    m_uses->setAccessibleName(tr("Where it was used"));
    layout->addWidget(m_uses, 1);
    layout->addStretch();
    auto *body = new QSplitter(Qt::Vertical);
    body->addWidget(sides);
    body->addWidget(lower);
    body->setStretchFactor(0, 3);
    body->setStretchFactor(1, 1);
    body->setChildrenCollapsible(false);
    return body;
}

void PromptsPage::showEvent(QShowEvent *event)
{
    reload();
    QWidget::showEvent(event);
}

void PromptsPage::reload()
{
    const QList<Prompt> prompts = PromptStore::all(m_workspace.reader()).value_or(QList<Prompt>());
    const QSignalBlocker quiet(m_list->selectionModel());
    m_names->clear();
    for (const Prompt &prompt : prompts) {
        if (!prompt.name.contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        QStandardItem *item = SideList::nameItem(prompt.name, tr("version %1").arg(prompt.latest));
        item->setData(prompt.id.toString(), promptRole);
        m_names->appendRow(item);
    }
    const bool isGone = std::ranges::find(prompts, m_prompt, &Prompt::id) == prompts.end();
    if (isGone && !prompts.isEmpty())
        showPrompt(prompts.first().id);
    else if (!isGone)
        showPrompt(m_prompt);
    const bool hasOne = !prompts.isEmpty();
    m_views->setCurrentIndex(hasOne ? 1 : 0);
    m_version->setVisible(hasOne);
    m_other->setVisible(hasOne && m_versions.size() > 1);
}

void PromptsPage::showPrompt(PromptId prompt)
{
    const Result<QList<PromptVersion>> versions = PromptStore::versions(m_workspace.reader(), prompt);
    const bool isSame = prompt == m_prompt && versions && *versions == m_versions;
    if (!versions || versions->isEmpty())
        return;
    m_prompt = prompt;
    m_versions = *versions;
    for (int row = 0; row < m_names->rowCount(); ++row) {
        const QModelIndex index = m_names->index(row, 0);
        if (PromptId::fromString(index.data(promptRole).toString()) != prompt)
            continue;
        m_frame->setTitle(index.data().toString());
        m_list->setCurrentIndex(index);
    }
    if (isSame)
        return showUses(m_versions.at(std::max(0, m_version->currentIndex())).text);
    fillVersions();
    showVersions();
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
