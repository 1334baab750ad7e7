// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/helpwindow.h"

#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidelist.h"

#include <QAction>
#include <QBoxLayout>
#include <QEvent>
#include <QFile>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>
#include <QTextTable>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int columns = 84;     // of text, at the most
constexpr int lineHeight = 120; // per cent

struct Topic
{
    const char *title;
    QString file;
};

QList<Topic> topics()
{
    return {
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Getting started"), u"getting-started"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Channels and keys"), u"channels-and-keys"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Comparing"), u"comparing"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Keyboard"), u"keyboard"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Suites and prompts"), u"suites-and-prompts"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Runs"), u"runs"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Prices and costs"), u"prices-and-costs"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "Where things are kept"), u"where-things-are-kept"_s},
        {QT_TRANSLATE_NOOP("evenhand::HelpWindow", "What leaves the machine"), u"what-leaves-the-machine"_s},
    };
}

// Comments, such as those that say whose the file is, are not for the reader.
QString readPage(const QString &name)
{
    QFile file(u":/evenhand/help/%1.md"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QString::fromUtf8(file.readAll());
    return text.mid(text.indexOf(u"# "_s));
}

QString shortcutTable(const HelpWindow::Shortcuts &group)
{
    QString rows;
    for (const QAction *action : group.actions) {
        QStringList keys;
        for (const QKeySequence &shortcut : action->shortcuts())
            keys.append(shortcut.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            rows += u"| %1 | %2 |\n"_s.arg(action->text().remove(u'&'), keys.join(HelpWindow::tr(" or ")));
    }
    if (rows.isEmpty())
        return {};
    return u"\n## %1\n\n| %2 | %3 |\n| --- | --- |\n%4"_s.arg(group.title, HelpWindow::tr("action"),
                                                              HelpWindow::tr("keys"), rows);
}

// Markdown has sizes of its own for heads; here they have those of the window.
void styleHead(QTextCursor &cursor, int level)
{
    QTextCharFormat format;
    format.setFont(Theme::font(level == 1 ? Theme::Face::Title : Theme::Face::Strong));
    format.clearProperty(QTextFormat::FontSizeAdjustment);
    cursor.select(QTextCursor::BlockUnderCursor);
    cursor.setCharFormat(format);
    QTextBlockFormat block = cursor.blockFormat();
    block.setTopMargin(level == 1 ? 0 : 2 * Theme::step);
    block.setBottomMargin(Theme::step);
    cursor.setBlockFormat(block);
}

void styleTables(QTextDocument &document)
{
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setCellPadding(Theme::halfStep);
        format.setCellSpacing(0);
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderBrush(Theme::colors().line);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        table->setFormat(format);
    }
}

void styleDocument(QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat lines;
        lines.setLineHeight(lineHeight, QTextBlockFormat::ProportionalHeight);
        lines.setTopMargin(0);
        if (!cursor.currentTable())
            lines.setBottomMargin(block.textList() && block.next().textList() ? Theme::halfStep : Theme::step);
        cursor.mergeBlockFormat(lines);
        if (const int level = block.blockFormat().headingLevel())
            styleHead(cursor, level);
    }
    styleTables(document);
}

} // namespace

HelpWindow::HelpWindow(const QList<Shortcuts> &shortcuts, QWidget *parent)
    : QDialog(parent)
    , m_list(new SideList(this))
    , m_view(new QTextBrowser(this))
{
    setWindowTitle(tr("Help"));
    auto *model = new QStandardItemModel(this);
    for (const Topic &topic : topics())
        model->appendRow(SideList::nameItem(tr(topic.title)));
    m_list->setModel(model);
    m_list->setAccessibleName(tr("Pages of the help"));
    m_list->setFixedWidth(Theme::contextWidth - 3 * Theme::step);
    m_view->setAccessibleName(tr("Help"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setOpenLinks(false);
    m_view->document()->setDocumentMargin(2 * Theme::step);
    m_view->setMinimumWidth(columns * fontMetrics().averageCharWidth());

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *side = new QVBoxLayout;
    side->setContentsMargins(0, Theme::step, 0, Theme::step);
    side->addWidget(m_list);
    layout->addLayout(side);
    layout->addWidget(new Rule(Qt::Vertical, this));
    layout->addWidget(m_view, 1);
    resize(sizeHint().width(), 70 * Theme::step);

    read(shortcuts);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { showPage(index.row()); });
    showPage(0);
    m_list->setFocus();
}

void HelpWindow::read(const QList<Shortcuts> &shortcuts)
{
    for (const Topic &topic : topics()) {
        QString page = readPage(topic.file);
        if (topic.file == "keyboard"_L1) {
            for (const Shortcuts &group : shortcuts)
                page += shortcutTable(group);
        }
        m_pages.append(page);
    }
}

int HelpWindow::pageCount() const
{
    return int(m_pages.size());
}

void HelpWindow::showPage(int page)
{
    m_list->setCurrentIndex(m_list->model()->index(page, 0));
    m_view->setMarkdown(m_pages.at(page));
    styleDocument(*m_view->document());
    m_view->moveCursor(QTextCursor::Start);
}

QString HelpWindow::text() const
{
    return m_view->toPlainText();
}

void HelpWindow::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        styleTables(*m_view->document());
}

} // namespace evenhand
