// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/linkdialog.h"

#include "app/text/visibletext.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHash>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int dialogWidth = 480;
constexpr int mostAddressLines = 8;

QString refusalText(const LinkJudgement &judgement)
{
    switch (judgement.refusal) {
    case LinkJudgement::None:
        return {};
    case LinkJudgement::Relative:
        return LinkDialog::tr("The link does not say which site it belongs to, so there is nothing to open.");
    case LinkJudgement::Scheme:
        return LinkDialog::tr("Only web and mail addresses are opened. This one begins with “%1:”.")
            .arg(judgement.scheme);
    case LinkJudgement::Malformed:
        return LinkDialog::tr("The address is not well-formed. Programs could disagree about where it leads.");
    case LinkJudgement::Attachment:
        return LinkDialog::tr("The link asks the mail program for more than a text.");
    }
    Q_UNREACHABLE_RETURN({});
}

struct WarningText
{
    QString title;
    QString sentence;
};

QList<WarningText> warningTexts(const LinkJudgement &judgement)
{
    QList<WarningText> texts;
    if (judgement.warnings & LinkJudgement::OtherHost)
        texts.append({LinkDialog::tr("The text of the link names another host"),
                      LinkDialog::tr("It reads “%1”.").arg(visibleText(judgement.promisedHost))});
    if (judgement.warnings & LinkJudgement::ForeignLetters)
        texts.append({LinkDialog::tr("The host’s name has letters that can look like others"),
                      LinkDialog::tr("It reads “%1”; above is its name in the network.")
                          .arg(visibleText(judgement.writtenHost))});
    if (judgement.warnings & LinkJudgement::UserName)
        texts.append({LinkDialog::tr("What is before the @ is not the host"),
                      LinkDialog::tr("“%1” would be sent as a user name.").arg(visibleText(judgement.userName))});
    return texts;
}

QString headline(const LinkJudgement &judgement)
{
    if (judgement.refusal != LinkJudgement::None)
        return LinkDialog::tr("This link cannot be opened");
    return judgement.scheme == "mailto"_L1 ? LinkDialog::tr("Write a mail to") : LinkDialog::tr("Open a page of");
}

// A long name is broken where it has dots, its end is what matters.
QLabel *hostLabel(const QString &host)
{
    QLabel *label = textLabel(visibleText(host), Theme::Face::Title);
    QFont font = label->font();
    font.setPixelSize(qRound(QFontInfo(font).pixelSize() * 1.3));
    label->setFont(font);
    label->setObjectName(u"host"_s);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel *titleLabel(const QString &title)
{
    QLabel *label = sentenceLabel(LinkDialog::tr("The link’s title: %1").arg(visibleText(title)), Theme::dimRole);
    label->setObjectName(u"title"_s);
    return label;
}

QStringList linkTexts(const RichText &text, const LinkTarget &link)
{
    QHash<int, QString> texts;
    qsizetype begin = 0;
    for (const TextRun &run : text.runs) {
        const bool isLink = run.link >= 0 && run.link < text.links.size() && text.links.at(run.link) == link;
        if (isLink && !run.styles.testFlag(TextStyle::Aside))
            texts[run.link] += QStringView(text.text).sliced(begin, run.length);
        begin += run.length;
    }
    return texts.values();
}

} // namespace

LinkDialog::LinkDialog(const LinkTarget &link, const QString &visibleText, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_judgement(judgeLink(link.destination, visibleText))
    , m_opener(&QDesktopServices::openUrl)
    , m_failure(new Banner(Banner::Tone::Bad))
{
    setWindowTitle(tr("Link"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    layout->setSpacing(Theme::step);
    layout->addWidget(textLabel(headline(m_judgement), Theme::Face::Body, Theme::dimRole));
    if (!m_judgement.host.isEmpty())
        layout->addWidget(hostLabel(m_judgement.host));
    if (m_judgement.refusal != LinkJudgement::None)
        layout->addWidget(sentenceLabel(refusalText(m_judgement)));
    for (const WarningText &text : warningTexts(m_judgement)) {
        auto *banner = new Banner(Banner::Tone::Warning);
        banner->setText(text.title, text.sentence);
        layout->addWidget(banner);
    }
    layout->addWidget(createAddress());
    if (!m_link.title.isEmpty())
        layout->addWidget(titleLabel(m_link.title));
    m_failure->setText(tr("The link was not opened"), tr("The desktop knows no program for it."));
    m_failure->hide();
    layout->addWidget(m_failure);
    layout->addStretch();
    layout->addWidget(createButtons());
    m_wayBack->setFocus();
    resize(dialogWidth, layout->hasHeightForWidth() ? layout->totalHeightForWidth(dialogWidth) : sizeHint().height());
}

LinkDialog *LinkDialog::show(const LinkTarget &link, QWidget *parent, const QString &visibleText)
{
    auto *dialog = new LinkDialog(link, visibleText, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void LinkDialog::setOpener(Opener opener)
{
    m_opener = std::move(opener);
}

QWidget *LinkDialog::createAddress()
{
    m_address = new QTextEdit;
    m_address->setObjectName(u"address"_s);
    m_address->setAccessibleName(tr("Address"));
    m_address->setReadOnly(true);
    m_address->setAcceptRichText(false);
    m_address->setTabChangesFocus(true);
    m_address->setFont(Theme::font(Theme::Face::Code));
    m_address->setWordWrapMode(QTextOption::WrapAnywhere);
    m_address->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_address->setPlainText(visibleText(m_link.destination));
    m_address->document()->setTextWidth(dialogWidth - 2 * Theme::edge - 2 * m_address->frameWidth());
    connect(m_address->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &LinkDialog::fitAddress);
    fitAddress();
    return m_address;
}

QWidget *LinkDialog::createButtons()
{
    const bool opens = m_judgement.refusal == LinkJudgement::None;
    auto *buttons = new QDialogButtonBox;
    m_wayBack = buttons->addButton(opens ? QDialogButtonBox::Cancel : QDialogButtonBox::Close);
    QPushButton *copy = buttons->addButton(tr("Copy address"), QDialogButtonBox::ActionRole);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_link.destination); });
    if (opens) {
        QPushButton *open = buttons->addButton(tr("Open"), QDialogButtonBox::ApplyRole);
        open->setAutoDefault(false);
        connect(open, &QPushButton::clicked, this, &LinkDialog::openLink);
    }
    m_wayBack->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void LinkDialog::openLink()
{
    if (m_opener(m_judgement.url))
        accept();
    else
        m_failure->show();
}

// As tall as the address, within reason.
void LinkDialog::fitAddress()
{
    const int most = mostAddressLines * m_address->fontMetrics().lineSpacing();
    const int frame = 2 * m_address->frameWidth();
    m_address->setFixedHeight(std::min(qCeil(m_address->document()->size().height()), most) + frame);
}

QString linkText(const QList<Block> &blocks, const LinkTarget &link)
{
    QStringList texts;
    for (const Block &block : blocks) {
        texts += linkTexts(block.content, link);
        for (const TableRow &row : block.rows) {
            for (const RichText &cell : row.cells)
                texts += linkTexts(cell, link);
        }
    }
    const auto deceives = [&](const QString &text) {
        return judgeLink(link.destination, text).warnings.testFlag(LinkJudgement::OtherHost);
    };
    const auto found = std::ranges::find_if(texts, deceives);
    return found != texts.cend() ? *found : texts.value(0);
}

} // namespace evenhand
