// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/suites/suiteeditor.h"

#include "ui/models/suitemodel.h"
#include "ui/shell/theme.h"
#include "ui/suites/caseview.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QBoxLayout>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace evenhand {

SuiteEditor::SuiteEditor(SuiteModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new CaseView(model))
    , m_banner(new Banner(Banner::Tone::Warning))
    , m_find(new QLineEdit)
    , m_detailTitle(textLabel({}, Theme::Face::Small, Theme::dimRole))
    , m_detail(new QPlainTextEdit)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_banner);
    m_banner->hide();
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_view);
    auto *lower = new QWidget;
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    lowerLayout->setSpacing(Theme::halfStep);
    lowerLayout->addWidget(m_detailTitle);
    lowerLayout->addWidget(m_detail, 1);
    split->addWidget(lower);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    layout->addWidget(split, 1);
    buildDetail();
    setFocusProxy(m_view);
    connect(&m_model, &SuiteModel::refused, this, &SuiteEditor::tell);
    connect(&m_model, &SuiteModel::changed, this, [this] { tell({}); });
}

QWidget *SuiteEditor::buildBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::step);
    const auto add = [&](const QString &icon, const QString &text, auto run) {
        QToolButton *button = iconButton(icon, text, bar);
        connect(button, &QToolButton::clicked, this, run);
        layout->addWidget(button);
    };
    add(u"list-add"_s, tr("Add a case (Ctrl+Enter)"), [this] { m_view->addCase(); });
    add(u"trash-empty"_s, tr("Remove the selected cases"), [this] { m_view->removeCases(); });
    add(u"go-up"_s, tr("Move up (Alt+Up)"), [this] { m_view->moveCases(-1); });
    add(u"go-down"_s, tr("Move down (Alt+Down)"), [this] { m_view->moveCases(1); });
    add(u"edit-table-insert-column-right"_s, tr("Add a variable"), [this] { askForColumn(false); });
    add(u"mail-attachment"_s, tr("Attach files to the case"), [this] { chooseFiles(); });
    const std::pair<QAction *, QKeySequence> actions[] = {
        {m_model.undoStack()->createUndoAction(this, tr("Undo")), QKeySequence::Undo},
        {m_model.undoStack()->createRedoAction(this, tr("Redo")), QKeySequence::Redo}};
    for (const auto &[action, keys] : actions) {
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setIcon(Theme::icon(keys == QKeySequence(QKeySequence::Undo) ? u"edit-undo"_s : u"edit-redo"_s));
        addAction(action);
        layout->addWidget(iconButton(action, bar));
    }
    layout->addStretch(1);
    m_find->setPlaceholderText(tr("Find in cases"));
    m_find->setAccessibleName(tr("Find in cases"));
    m_find->setClearButtonEnabled(true);
    m_find->setMaximumWidth(Theme::contextWidth);
    layout->addWidget(m_find);
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_find, [this] { m_find->setFocus(Qt::ShortcutFocusReason); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { findNext(false); });
    for (const auto keys : {QKeySequence::FindNext, QKeySequence::FindPrevious}) {
        auto *next = new QAction(this);
        next->setShortcut(keys);
        next->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(next);
        connect(next, &QAction::triggered, this, [this, keys] { findNext(keys == QKeySequence::FindPrevious); });
    }
    return bar;
}

void SuiteEditor::buildDetail()
{
    m_detail->setAccessibleName(tr("Text of the current cell"));
    m_detail->setTabChangesFocus(true);
    m_detail->setPlaceholderText(tr("Empty"));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &) { showDetail(); });
    connect(&m_model, &SuiteModel::changed, this, &SuiteEditor::showDetail);
    connect(&m_model, &SuiteModel::modelReset, this, &SuiteEditor::showDetail);
    connect(m_detail, &QPlainTextEdit::textChanged, this, [this] {
        if (isTakenAtOnce())
            takeDetail();
    });
    m_detail->installEventFilter(this);
    QHeaderView *header = m_view->horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &SuiteEditor::showColumnMenu);
    showDetail();
}

void SuiteEditor::showDetail()
{
    const QModelIndex current = m_view->currentIndex();
    const QString text = current.data(Qt::EditRole).toString();
    const bool mayEdit = current.isValid() && (current.flags() & Qt::ItemIsEditable);
    m_detailTitle->setText(current.isValid() ? tr("Case %1 · %2")
                                                   .arg(current.row() + 1)
                                                   .arg(m_model.headerData(current.column(), Qt::Horizontal).toString())
                                             : tr("Choose a cell to see all of its text"));
    m_detail->setReadOnly(!mayEdit);
    if (m_detail->toPlainText() == text)
        return;
    const QSignalBlocker quiet(m_detail);
    m_detail->setPlainText(text);
}

void SuiteEditor::takeDetail()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid() && !m_detail->isReadOnly())
        m_model.setData(current, m_detail->toPlainText());
}

// Lists and checks are read, and written anew: not while they are being typed.
bool SuiteEditor::isTakenAtOnce() const
{
    using Kind = TableColumn::Kind;
    const QModelIndex current = m_view->currentIndex();
    const Kind kind = current.isValid() ? m_model.columns().at(current.column()).kind : Kind::Name;
    return kind != Kind::Tags && kind != Kind::Attachments && kind != Kind::Checks;
}

bool SuiteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_detail && event->type() == QEvent::FocusOut && !isTakenAtOnce())
        takeDetail();
    return QWidget::eventFilter(watched, event);
}

void SuiteEditor::chooseFiles()
{
    if (!m_view->currentIndex().isValid())
        return tell(tr("Choose a case to attach files to."));
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &SuiteEditor::attachFiles);
    dialog->open();
}

void SuiteEditor::attachFiles(const QStringList &paths)
{
    if (const QModelIndex current = m_view->currentIndex(); current.isValid())
        m_model.attachFiles(current.row(), paths);
}

void SuiteEditor::tell(const QString &sentence)
{
    m_banner->setText(sentence);
    m_banner->setVisible(!sentence.isEmpty());
}

QString SuiteEditor::told() const
{
    return m_banner->isHidden() ? QString() : m_banner->text();
}

void SuiteEditor::findNext(bool backward)
{
    const QModelIndex found = m_model.find(m_find->text(), m_view->currentIndex(), backward);
    if (found.isValid())
        m_view->setCurrentIndex(found);
    tell(found.isValid() ? QString() : tr("\"%1\" stands in no case.").arg(m_find->text()));
}

void SuiteEditor::askForColumn(bool rename)
{
    const int column = m_view->currentIndex().column();
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(rename ? tr("Rename the variable") : tr("Add a variable"));
    dialog->setLabelText(tr("Its name, as it stands in the prompt between {{ and }}:"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, rename, column](const QString &name) {
        const QString plain = name.trimmed();
        if (!(rename ? m_model.renameVariable(column, plain) : m_model.addVariable(plain)))
            tell(
                tr("\"%1\" cannot be the name of a new variable: letters, digits, _, - and . only, and each name once.")
                    .arg(plain));
    });
    dialog->open();
}

void SuiteEditor::showColumnMenu(const QPoint &position)
{
    const int column = m_view->horizontalHeader()->logicalIndexAt(position);
    if (column < 0 || m_model.columns().at(column).kind != TableColumn::Kind::Variable)
        return;
    m_view->setCurrentIndex(m_model.index(0, column));
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Rename…"), this, [this] { askForColumn(true); });
    menu->addAction(tr("Move left"), this, [this, column] { m_model.moveVariable(column, -1); });
    menu->addAction(tr("Move right"), this, [this, column] { m_model.moveVariable(column, 1); });
    menu->addSeparator();
    menu->addAction(tr("Remove"), this, [this, column] { m_model.removeVariable(column); });
    menu->popup(m_view->horizontalHeader()->mapToGlobal(position));
}

} // namespace evenhand
